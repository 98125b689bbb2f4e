package dev.raftbeat.cli.option;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C ends Java when the last hook has ended: what a long command has found is told before. */
public final class ExitMessage implements AutoCloseable {
    private final CountDownLatch told = new CountDownLatch(1);

    /**
     * @param stop lets the command come to its end
     * @param seconds how long it may take to tell
     */
    public ExitMessage(Runnable stop, long seconds) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.run();
                            try {
                                told.await(seconds, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "farewell"));
    }

    /** Everything has been told. */
    @Override
    public void close() {
        told.countDown();
    }
}
