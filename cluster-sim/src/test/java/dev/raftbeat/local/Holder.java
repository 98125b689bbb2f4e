package dev.raftbeat.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another process that holds the lock of a cluster's folder until it is told to do something. */
public final class Holder implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /** The process itself. */
    static final class Main {
        private Main() {}

        /** @param args the folder */
        public static void main(String[] args) {
            ClusterDirectory directory = new ClusterDirectory(Path.of(args[0]));
            directory.lockedAnew(() -> {
                System.out.println("held");
                return obey(directory);
            });
        }

        private static int obey(ClusterDirectory directory) {
            try {
                if (System.in.read() == 'c') {
                    directory.delete();
                }
                return 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Not yet holding it. */
    public Holder(Path folder) throws IOException {
        process = Java.start(Main.class, List.of(folder.toString()));
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    public Holder awaitHeld() throws IOException {
        if (!"held".equals(out.readLine())) {
            throw new AssertionError("it does not hold the lock");
        }
        return this;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it clear the folder, with the lock held, and end. */
    public void clear() throws IOException {
        process.getOutputStream().write('c');
        process.getOutputStream().close();
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Another Java on the test's own class path. */
    public static final class Java {
        private Java() {}

        public static Process start(Class<?> main, List<String> arguments) throws IOException {
            List<String> line = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()));
            line.addAll(arguments);
            return new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
    }
}
