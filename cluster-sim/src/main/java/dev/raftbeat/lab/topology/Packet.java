package dev.raftbeat.lab.topology;

/**
 * One message between members. Immutable; the arrays within are never written after it was made.
 *
 * <p>Sizes are those of a plain binary encoding in a UDP datagram, so that topologies can be compared; an encoding in
 * JSON is some three times as long, and a group that trusts nobody adds some forty bytes of authentication to each.
 */
public final class Packet {
    /** IP and UDP headers (28), kind (1), sender (4), two numbers (8). */
    public static final int HEADER_BYTES = 41;

    /** Subject (4) and what is said of it (1). */
    static final int NEWS_BYTES = 5;

    /** Subject (4), state (1), incarnation (4), accuser (4). */
    static final int RUMOUR_BYTES = 13;

    /** Member (4) and its heartbeat counter (4). */
    static final int COUNTER_BYTES = 8;

    private static final long[] NOTHING = {};
    private static final int[] NO_COUNTERS = {};

    /** What a message is for. */
    public enum Kind {
        /** I live. */
        BEAT,
        /** A monitor's answer to a heartbeat, with news. */
        ANSWER,
        /** News passed along a ring, or a member told whom to send its heartbeats to. */
        NEWS,
        REDIRECT,
        /** A table of heartbeat counters. */
        TABLE,
        /** SWIM's four. */
        PING,
        ACK,
        PING_REQ,
        NACK
    }

    final Kind kind;
    final int number;
    final int other;
    final long[] items;
    final int[] counters;

    private Packet(Kind kind, int number, int other, long[] items, int[] counters) {
        this.kind = kind;
        this.number = number;
        this.other = other;
        this.items = items;
        this.counters = counters;
    }

    static Packet of(Kind kind, int number, int other) {
        return new Packet(kind, number, other, NOTHING, NO_COUNTERS);
    }

    static Packet of(Kind kind, int number, int other, long[] items) {
        return new Packet(kind, number, other, items, NO_COUNTERS);
    }

    static Packet table(int[] counters) {
        return new Packet(Kind.TABLE, 0, 0, NOTHING, counters);
    }

    public Kind kind() {
        return kind;
    }

    /** Its length on the wire, headers included. */
    public int bytes() {
        boolean swim = kind.compareTo(Kind.PING) >= 0;
        return HEADER_BYTES + items.length * (swim ? RUMOUR_BYTES : NEWS_BYTES) + counters.length * COUNTER_BYTES;
    }
}
