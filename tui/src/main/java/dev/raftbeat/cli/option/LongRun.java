package dev.raftbeat.cli.option;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the end of a command that runs until it is ended from outside. */
public final class LongRun {
    private LongRun() {}

    /**
     * Returns after {@code duration}, or never when there is none.
     *
     * @param atTheEnd what a signal to end has to see done; not called when the time is over, for then the caller can
     */
    public static void until(String duration, Runnable atTheEnd) throws InterruptedException {
        Thread hook = new Thread(atTheEnd, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        CountDownLatch never = new CountDownLatch(1);
        if (duration == null) {
            never.await();
        } else if (!never.await(TimeOptions.nanos("--for", duration), TimeUnit.NANOSECONDS)) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
