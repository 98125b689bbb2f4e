package dev.raftbeat.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Whether a terminal is there, and the one way to set it up and back. */
public final class Tty {
    private static final int PATIENCE_SECONDS = 5;

    private Tty() {}

    /**
     * Whether standard input and output are both a terminal that can be drawn on. The shell is asked, because
     * {@code System.console()} changed its meaning between JDK 17 and 25.
     */
    public static boolean present() {
        if (TerminalOptions.dumb(System.getenv())) {
            return false;
        }
        return holds("test -t 0 && test -t 1");
    }

    /** Whether standard error is a terminal on which a line can be written over. */
    public static boolean atStandardError() {
        return !TerminalOptions.dumb(System.getenv()) && holds("test -t 2");
    }

    private static boolean holds(String condition) {
        try {
            Process test =
                    new ProcessBuilder("/bin/sh", "-c", condition).inheritIO().start();
            return test.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Runs this line of shell with the terminal, which is our own input, as its input and answers what it wrote. Not with
     * {@code /dev/tty}: a session may have none although it has a terminal.
     *
     * @throws IOException when it fails or takes longer than five seconds
     */
    static String ask(String line) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", line)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream answer = shell.getInputStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || shell.exitValue() != 0) {
                throw new IOException("the terminal could not be set up: " + line);
            }
            return text.strip();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while setting up the terminal", ended);
        }
    }
}
