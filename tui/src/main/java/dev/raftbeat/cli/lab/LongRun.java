package dev.raftbeat.cli.lab;

import dev.raftbeat.cli.option.TypedTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the end of a command that runs until it is ended from outside. */
final class LongRun {
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Lets {@link #until} return soon; from any thread. */
    void end() {
        ended.countDown();
    }

    /**
     * Returns after {@code duration}, or when it is ended; never when there is neither.
     *
     * @param atTheEnd what a signal to end has to see done; not called when this returns, for then the caller can
     */
    void until(TypedTime duration, Runnable atTheEnd) throws InterruptedException {
        Thread hook = new Thread(atTheEnd, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        if (duration == null) {
            ended.await();
        } else if (!ended.await(duration.nanos(), TimeUnit.NANOSECONDS)) {
            end();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came at the same time: it sees done what has to be.
            hook.join();
        }
    }
}
