package dev.raftbeat.net;

import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.wire.Plain;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Counts what is refused, and tells of it, but not without limit: in a flood each reason is told {@value #TOLD_MAX} times
 * a second, and the next one that is told says how many were not. The counts are always exact.
 */
final class Refusals {
    static final int TOLD_MAX = 20;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private final Consumer<FrameRefused> listener;
    private final Map<RefusalReason, Tally> tallies = new EnumMap<>(RefusalReason.class);

    Refusals(LongSupplier nanos, Consumer<FrameRefused> listener) {
        this.nanos = nanos;
        this.listener = listener;
    }

    /** @param remote an address or a peer's name */
    void refuse(RefusalReason reason, String remote, String detail) {
        Tally tally = tallies.computeIfAbsent(reason, r -> new Tally(nanos.getAsLong()));
        long untold = tally.count(nanos.getAsLong());
        if (untold >= 0) {
            String more = untold == 0 ? "" : " (and " + untold + " more before)";
            listener.accept(new FrameRefused(reason, Plain.text(remote), Plain.text(detail + more)));
        }
    }

    SortedMap<RefusalReason, Long> counts() {
        SortedMap<RefusalReason, Long> counts = new TreeMap<>();
        tallies.forEach((reason, tally) -> counts.put(reason, tally.total));
        return Collections.unmodifiableSortedMap(counts);
    }

    private static final class Tally {
        private long total;
        private long untold;
        private int toldThisSecond;
        private long secondBegan;

        private Tally(long now) {
            secondBegan = now;
        }

        /** Counts one; answers how many went untold before it, or -1 when it is not to be told itself. */
        private long count(long now) {
            total++;
            if (now - secondBegan >= SECOND) {
                secondBegan = now;
                toldThisSecond = 0;
            }
            if (toldThisSecond == TOLD_MAX) {
                untold++;
                return -1;
            }
            toldThisSecond++;
            long before = untold;
            untold = 0;
            return before;
        }
    }
}
