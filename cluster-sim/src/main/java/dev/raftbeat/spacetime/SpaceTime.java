package dev.raftbeat.spacetime;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/**
 * A stretch of a run in space and time.
 *
 * @param zeroNanos from when times are counted: the first fact of the run
 * @param lanes one a member, in the order in which people count them
 * @param arrows the messages that were under way within the stretch, in the order in which they were sent
 * @param marks in the order of time
 * @param faults those that went on within it, in the order in which they began
 * @param leftOut how many more messages there were than {@link #ARROWS_MAX}: heartbeats, and their answers, first
 */
public record SpaceTime(
        long fromNanos,
        long toNanos,
        long zeroNanos,
        List<Lane> lanes,
        List<Arrow> arrows,
        List<LaneMark> marks,
        List<FaultSpan> faults,
        int leftOut) {
    /** More could not be told apart. */
    public static final int ARROWS_MAX = 240;

    /** So many flights of a message without anything else are a long silence. */
    private static final int FLIGHTS_SILENT = 6;

    public SpaceTime {
        lanes = List.copyOf(lanes);
        arrows = List.copyOf(arrows);
        marks = List.copyOf(marks);
        faults = List.copyOf(faults);
    }

    /**
     * The stretch around a fact: of an election, from the last heartbeat that the candidate heard to the first ones of
     * whoever was elected; of another fact, an election timeout before it and half of one behind it.
     *
     * @param facts of one run, in the order of time
     */
    public static SpaceTime around(List<StampedFact> facts, StampedFact fact) {
        PictureSpan window = PictureSpan.around(facts, fact);
        return new SpaceTimeFold(window).fold(facts);
    }

    /** The stretch from one time to another, both included. */
    public static SpaceTime within(List<StampedFact> facts, long fromNanos, long toNanos) {
        return new SpaceTimeFold(new PictureSpan(fromNanos, toNanos)).fold(facts);
    }

    /** The place of a node's lane from the top, from 0; -1 where it has none. */
    public int place(NodeId node) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).node().equals(node)) {
                return i;
            }
        }
        return -1;
    }

    /** The median time that messages were under way; 0 where none arrived. */
    public long medianFlightNanos() {
        long[] flights = arrows.stream()
                .filter(Arrow::arrived)
                .mapToLong(Arrow::flightNanos)
                .sorted()
                .toArray();
        return flights.length == 0 ? 0 : flights[flights.length / 2];
    }

    /** A silence of this length and more tells nothing by its length alone, and may be drawn shorter than it was. */
    public long longSilenceNanos() {
        long flight = medianFlightNanos();
        return Math.max(1, flight > 0 ? FLIGHTS_SILENT * flight : (toNanos - fromNanos) / FLIGHTS_SILENT);
    }
}
