package dev.raftbeat.node;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * A heap that is filled with small objects, all alive, and collected. A collector that stops the world looks at whatever is
 * alive and moves it together, so that it takes the longer the more there is; nothing else of the process runs meanwhile.
 * That is how servers with large heaps lose their leadership.
 */
final class Garbage {
    private static final int CHUNK = 4_096;
    private static final int OBJECT_BYTES = 32;
    private static final int REFERENCE_BYTES = 4;
    /** What the old generation takes in any case, whatever else the node needs. */
    private static final double SHARE_OF_HEAP = 0.5;

    private static final long MILLI = 1_000_000L;
    /** What is shorter matters to nobody. */
    private static final long TOLD_FROM_MILLIS = 20;

    private final BiConsumer<GarbageCollected, Optional<FactId>> teller;
    private final Runnable work;
    private final Consumer<Runnable> starter;
    private final AtomicBoolean collecting = new AtomicBoolean();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile Optional<FactId> orderedBy = Optional.empty();

    /** @param teller told, on any thread, of each collection that took a while, and of the fact that asked for it */
    Garbage(BiConsumer<GarbageCollected, Optional<FactId>> teller) {
        this(teller, Garbage::fillAndCollect, Garbage::start);
    }

    /**
     * @param work fills the heap and collects
     * @param starter runs it on a thread of its own
     */
    Garbage(BiConsumer<GarbageCollected, Optional<FactId>> teller, Runnable work, Consumer<Runnable> starter) {
        this.teller = teller;
        this.work = work;
        this.starter = starter;
    }

    /**
     * Begins to fill half of the heap that this process may have, to collect, and to let go of it, which takes seconds.
     *
     * @return false when it is about that already
     */
    boolean collect(Optional<FactId> cause) {
        if (!collecting.compareAndSet(false, true)) {
            return false;
        }
        // Never forgotten: the heap is small otherwise, and what is collected then takes no time worth a word.
        orderedBy = cause;
        boolean begun = false;
        try {
            starter.accept(this::once);
            begun = true;
        } finally {
            if (!begun) {
                collecting.set(false);
            }
        }
        return true;
    }

    private void once() {
        try {
            if (watching.compareAndSet(false, true)) {
                watch();
            }
            work.run();
        } catch (OutOfMemoryError full) {
            // Others needed the heap meanwhile. What was allocated here is let go, and the collection took place.
        } finally {
            collecting.set(false);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raftbeat-garbage");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, unused) -> tell(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                                            .getGcInfo()),
                            null,
                            null);
        }
    }

    private void tell(GcInfo info) {
        if (info.getDuration() >= TOLD_FROM_MILLIS) {
            long ago = ManagementFactory.getRuntimeMXBean().getUptime() - info.getStartTime();
            teller.accept(
                    new GarbageCollected(System.nanoTime() - ago * MILLI, info.getDuration() * MILLI, live(info)),
                    orderedBy);
        }
    }

    private static long live(GcInfo info) {
        return info.getMemoryUsageAfterGc().values().stream()
                .mapToLong(pool -> pool.getUsed())
                .sum();
    }

    private static void fillAndCollect() {
        long chunkBytes = (long) CHUNK * (OBJECT_BYTES + REFERENCE_BYTES);
        int chunks = (int) Math.max(1, SHARE_OF_HEAP * Runtime.getRuntime().maxMemory() / chunkBytes);
        Object[][] alive = new Object[chunks][];
        for (int i = 0; i < chunks; i++) {
            alive[i] = new Object[CHUNK];
            for (int j = 0; j < CHUNK; j++) {
                alive[i][j] = new byte[OBJECT_BYTES / 2];
            }
        }
        System.gc();
        Reference.reachabilityFence(alive);
        alive = null;
        // A short one, since little is alive now: without it the heap would stay as large as it has become.
        System.gc();
    }
}
