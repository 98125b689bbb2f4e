package dev.raftbeat.export;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.spacetime.SpaceTime;
import java.util.List;
import java.util.OptionalLong;

/** From when to when a run is exported, on the host's monotonic clock; both ends included. */
public record TimeRange(long fromNanos, long toNanos) {
    /** The whole run. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * The time of these facts, such as the campaigns of one election: what a picture of them shows, or so long before the
     * first and after the last.
     *
     * @param facts of the run, in the order of time
     * @param about at least one, in the order of time
     * @param aroundNanos so long; empty for what a picture shows
     */
    public static TimeRange of(List<StampedFact> facts, List<StampedFact> about, OptionalLong aroundNanos) {
        StampedFact first = about.get(0);
        StampedFact last = about.get(about.size() - 1);
        if (aroundNanos.isPresent()) {
            return new TimeRange(first.tNanos() - aroundNanos.getAsLong(), last.tNanos() + aroundNanos.getAsLong());
        }
        SpaceTime begin = SpaceTime.around(facts, first);
        SpaceTime end = first.equals(last) ? begin : SpaceTime.around(facts, last);
        return new TimeRange(begin.fromNanos(), Math.max(begin.toNanos(), end.toNanos()));
    }

    boolean holds(long tNanos) {
        return tNanos >= fromNanos && tNanos <= toNanos;
    }

    boolean overlaps(long from, long to) {
        return from <= toNanos && to >= fromNanos;
    }
}
