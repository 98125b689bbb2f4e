package dev.raftbeat.lab.membership;

/**
 * What became of a heartbeat.
 *
 * @param sentence why, where it was not simply taken in; empty otherwise
 */
public record HeartbeatOutcome(Kind kind, String sentence) {
    /** How a heartbeat was received. */
    public enum Kind {
        TAKEN,
        /** Older than what was heard of the same life already: nothing was learned. */
        LATE,
        /** Of an earlier life than the one that is known. */
        OLD_GENERATION,
        /** There is no room for another name. */
        NO_ROOM
    }

    static final HeartbeatOutcome TAKEN = new HeartbeatOutcome(Kind.TAKEN, "");
    static final HeartbeatOutcome TRIMMED = new HeartbeatOutcome(
            Kind.TAKEN, "its metadata are not kept, because those of all workers take as much memory as they may");
}
