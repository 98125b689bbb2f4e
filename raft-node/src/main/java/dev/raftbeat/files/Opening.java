package dev.raftbeat.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens files on a thread of their own. Java cannot open a file without waiting: where somebody puts a named pipe in the
 * place of a file that was looked at a moment ago, or a network file system does not answer, opening waits for ever. Then
 * that thread waits, and nobody else.
 */
final class Opening {
    private static final long NANOS_MAX = 10_000_000_000L;

    private Opening() {}

    /** What opens, and checks what it has opened. */
    interface Action<T extends Closeable> {
        T open() throws IOException;
    }

    /**
     * Not broken off by an interrupt: whoever tidies up after one must still read what there is to be tidied up.
     *
     * @throws UnusableFileException when it takes longer than ten seconds
     */
    static <T extends Closeable> T of(Path file, Action<T> action) throws IOException {
        return of(file, action, NANOS_MAX);
    }

    static <T extends Closeable> T of(Path file, Action<T> action, long nanosMax) throws IOException {
        CompletableFuture<T> opening = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(opening, action), "opens a file");
        thread.setDaemon(true);
        thread.start();
        try {
            return await(opening, nanosMax);
        } catch (TimeoutException e) {
            opening.thenAccept(Opening::close);
            throw UnusableFileException.refused(file, "could not be opened in time", e);
        } catch (ExecutionException e) {
            throw failure(file, e.getCause());
        }
    }

    private static <T extends Closeable> void complete(CompletableFuture<T> opening, Action<T> action) {
        try {
            opening.complete(action.open());
        } catch (IOException | RuntimeException e) {
            opening.completeExceptionally(e);
        }
    }

    private static <T> T await(CompletableFuture<T> opening, long nanosMax)
            throws ExecutionException, TimeoutException {
        long end = System.nanoTime() + nanosMax;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException failure(Path file, Throwable cause) {
        if (cause instanceof IOException failed) {
            return failed;
        }
        throw new IllegalStateException("opening " + file, cause);
    }

    private static void close(Closeable late) {
        try {
            late.close();
        } catch (IOException e) {
            // Nobody has read from it or written to it.
            return;
        }
    }
}
