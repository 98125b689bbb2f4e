package dev.raftbeat.node;

import dev.raftbeat.protocol.Command;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for the word of a core that was told to stop, and no longer than it may take. */
final class PlannedEnd {
    private final CountDownLatch told = new CountDownLatch(1);

    /** The core has told that it ends. */
    void told() {
        told.countDown();
    }

    /**
     * @param loop the event loop; this must not be called on it
     * @param stop tells the core to stop
     * @param facts whose readers get the last of them in what is left of the time
     */
    void ask(Executor loop, Runnable stop, NodeFacts facts) {
        long latest = System.nanoTime() + Command.Stop.NANOS_MAX;
        try {
            loop.execute(stop);
            if (told.await(Command.Stop.NANOS_MAX, TimeUnit.NANOSECONDS)) {
                facts.finish(Math.max(0, latest - System.nanoTime()) / 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            // The loop has ended before, and the node with it.
            return;
        }
    }
}
