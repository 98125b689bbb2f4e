package dev.raftbeat.spacetime;

import dev.raftbeat.protocol.NodeId;

/**
 * Something that a node did, or that befell it, at one moment.
 *
 * @param sinceNanos from when on it was coming: when the timer that fired was armed; otherwise as {@code tNanos}
 * @param words what it is, without the node: {@code leads term 2}
 */
public record LaneMark(NodeId node, long tNanos, long sinceNanos, Kind kind, String words) {
    /** What can be marked. */
    public enum Kind {
        /** Its election timer ran out. */
        TIMER,
        PRE_CANDIDATE,
        CANDIDATE,
        LEADER,
        STEPPED_DOWN,
        BOOTED,
        /** Its process ended. */
        ENDED
    }

    static LaneMark of(NodeId node, long tNanos, Kind kind, String words) {
        return new LaneMark(node, tNanos, tNanos, kind, words);
    }
}
