package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The facts that wait while the picture is held. */
public final class HeldFacts {
    /** Beyond so many, routine facts are left out. */
    private static final int MOST = 200_000;

    private final List<StampedFact> waiting = new ArrayList<>();
    private long leftOut;
    private OptionalLong since = OptionalLong.empty();

    /** Since when the picture is held; empty when it is not. */
    public OptionalLong since() {
        return since;
    }

    void begin(long nowNanos) {
        since = OptionalLong.of(nowNanos);
    }

    /** The picture goes on, with these. */
    List<StampedFact> end() {
        since = OptionalLong.empty();
        return take();
    }

    void add(StampedFact fact) {
        if (waiting.size() < MOST || !fact.fact().routine()) {
            waiting.add(fact);
        } else {
            leftOut++;
        }
    }

    public int waiting() {
        return waiting.size();
    }

    long leftOut() {
        return leftOut;
    }

    /** Those that wait, which no longer do; what was left out is forgotten. */
    List<StampedFact> take() {
        List<StampedFact> all = List.copyOf(waiting);
        waiting.clear();
        leftOut = 0;
        return all;
    }
}
