package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.net.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A monitor with little memory, many workers that tell much, and many readers who are in no hurry. */
@Tag("process")
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class CrowdTest {
    private static final int WORKERS = 900;
    private static final int READERS = 64;
    private static final String MEMORY = "-Xmx48m";

    @TempDir
    private Path home;

    /** The monitor, in a process whose memory is bounded. */
    public static void main(String[] args) throws IOException, InterruptedException {
        MonitorOptions options = new MonitorOptions(
                new HostPort("127.0.0.1", 0),
                Stage.rules(MonitorRules.Bounds.USUAL),
                List.of(),
                Optional.of(Path.of(args[0])),
                false,
                MonitorOptions.Guard.LOOPBACK);
        try (Monitor monitor = new Monitor(options, line -> {})) {
            System.out.println(monitor.address().getPort());
            System.in.read();
        }
    }

    @Test
    void sixtyFourReadersWhoDoNotReadCostNoMemory() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                MEMORY,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                CrowdTest.class.getName(),
                home.resolve("m").toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<Socket> readers = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(out.readLine());
            fill(port);
            for (int i = 0; i < READERS; i++) {
                readers.add(ask(port));
            }
            assertThat(beat(port, "one-more", ""))
                    .as("meanwhile others are heard")
                    .isEqualTo(200);
            for (Socket reader : readers) {
                reader.close();
            }
            try (Socket reader = ask(port)) {
                String rest = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(rest).contains("\"w899\":").endsWith("0\r\n\r\n");
            }
            assertThat(process.isAlive()).isTrue();
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
            process.destroyForcibly().waitFor();
        }
    }

    private static void fill(int port) throws Exception {
        String field = "\"" + "x".repeat(990) + "\"";
        String much = ",\"a\":" + field + ",\"b\":" + field + ",\"c\":" + field + ",\"d\":" + field;
        for (int i = 0; i < WORKERS; i++) {
            assertThat(beat(port, "w" + i, much)).isEqualTo(200);
        }
    }

    private static int beat(int port, String name, String rest) throws Exception {
        HttpResponse<Void> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/heartbeat"))
                        .timeout(Stage.PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"node_id\":\"" + name + "\",\"ts\":1" + rest + "}"))
                        .build(),
                BodyHandlers.discarding());
        return answer.statusCode();
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Asks for all there is, and takes no more of the answer than its beginning. */
    private static Socket ask(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout((int) Stage.PATIENCE.toMillis());
        socket.getOutputStream()
                .write("GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');
        return socket;
    }
}
