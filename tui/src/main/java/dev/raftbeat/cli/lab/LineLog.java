package dev.raftbeat.cli.lab;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lines with the time in front, written by a thread of its own: whoever tells something never waits for a reader, and
 * what a reader cannot take in is dropped.
 */
final class LineLog implements Consumer<String>, AutoCloseable {
    private static final int WAITING_MAX = 10_000;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final PrintWriter out;
    private final Thread writer = new Thread(this::write, "log");
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile boolean closed;

    LineLog(PrintWriter out) {
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void accept(String sentence) {
        waiting.offer(LocalTime.now().format(CLOCK) + "  " + sentence);
    }

    /** Runs this once nothing can be written any more: then nobody learns what else is told. */
    void whenLost(Runnable then) {
        lost.thenRun(then);
    }

    private void write() {
        try {
            while (!closed || !waiting.isEmpty()) {
                String line = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    out.println(line);
                    if (out.checkError()) {
                        lost.complete(null);
                        return;
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, for a second at the most. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(1_000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
