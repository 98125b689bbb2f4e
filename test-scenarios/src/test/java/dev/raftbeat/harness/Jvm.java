package dev.raftbeat.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Another Java process on the test's own class path, whose words are kept. It ends with the test at the latest. */
final class Jvm implements AutoCloseable {
    /** Twenty of them at once, on a machine that has other work. */
    private static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private Jvm(Process process, Consumer<String> listener) {
        this.process = process;
        out = new Lines(process.inputReader(StandardCharsets.UTF_8), listener);
        err = new Lines(process.errorReader(StandardCharsets.UTF_8), line -> {});
    }

    /** @param listener hears each line of standard output as it comes */
    static Jvm start(Consumer<String> listener, Class<?> main, Object... arguments) throws IOException {
        return new Jvm(builder(main, arguments).start(), listener);
    }

    static Jvm start(Class<?> main, Object... arguments) throws IOException {
        return start(line -> {}, main, arguments);
    }

    private static ProcessBuilder builder(Class<?> main, Object... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-Xshare:auto"));
        line.addAll(FastStarts.options());
        line.addAll(List.of("-cp", FastStarts.classPath(), main.getName()));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        return new ProcessBuilder(line);
    }

    /** Runs it to its end with an empty standard input. */
    static Jvm run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        Jvm jvm = start(main, arguments);
        jvm.closeInput();
        jvm.awaitEnd();
        return jvm;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void say(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Nobody reads its standard output any more, as when a pipe's other end goes away. */
    void closeOutput() throws IOException {
        process.getInputStream().close();
    }

    /** Asks it to end: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Ends it at once: SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** @return its exit code */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s; it said\n" + out() + err());
        }
        out.awaitEnd();
        err.awaitEnd();
        return process.exitValue();
    }

    /** Waits for a line of standard output. */
    String awaitLine(Predicate<String> such) throws InterruptedException {
        return out.await(such);
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads on a thread of its own, so that a full pipe never stops the process. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        private Lines(BufferedReader from, Consumer<String> listener) {
            reader = new Thread(() -> read(from, listener), "reads-a-child");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(BufferedReader from, Consumer<String> listener) {
            try {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                    listener.accept(line);
                    add(line);
                }
            } catch (IOException e) {
                // Closed from our side: nothing more is wanted.
                add("(closed)");
            }
            end();
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        private synchronized String await(Predicate<String> such) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
            while (lines.stream().noneMatch(such)) {
                if (ended || System.nanoTime() > end) {
                    throw new AssertionError("the line did not come; what came is\n" + text());
                }
                wait(100);
            }
            return lines.stream().filter(such).findFirst().orElseThrow();
        }

        private void awaitEnd() throws InterruptedException {
            reader.join(PATIENCE_SECONDS * 1_000);
        }

        private synchronized String text() {
            return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        }
    }
}
