package dev.raftbeat.lab.monitor;

import dev.raftbeat.http.HttpCaller;
import dev.raftbeat.text.Amounts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Those whom a {@link ChangeHook} can tell: a command and a URL. */
final class HookReceivers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private HookReceivers() {}

    /**
     * Runs this line with a shell and gives it the changes on standard input, one on each line. Nothing of them is on the
     * command line, where a worker's words could be taken for a command.
     */
    static ChangeHook.Receiver command(String line) {
        return changes -> {
            Process process = new ProcessBuilder("/bin/sh", "-c", line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                feed(process, String.join("\n", changes) + "\n");
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("it did not end within " + Amounts.time(PATIENCE.toNanos()));
                }
                if (process.exitValue() != 0) {
                    throw new IOException("it ended with code " + process.exitValue());
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        };
    }

    /** By a thread of its own, for a command that does not read would hold up whoever feeds it. */
    private static void feed(Process process, String text) {
        Thread feeder = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(text.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException notRead) {
                        // A command need not read; its code tells whether it took them.
                    }
                },
                "hook-feeder");
        feeder.setDaemon(true);
        feeder.start();
    }

    /** Posts {@code {"changes": [...]}}; any answer from 200 to 299 means that they were taken. */
    static ChangeHook.Receiver post(URI url) {
        return changes -> {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"changes\":[" + String.join(",", changes) + "]}"))
                    .build();
            int status;
            try {
                status = HttpCaller.ask(request, PATIENCE, 1).status();
            } catch (IOException e) {
                throw new IOException("no answer from " + url, e);
            }
            if (status / 100 != 2) {
                throw new IOException(url + " answers " + status);
            }
        };
    }
}
