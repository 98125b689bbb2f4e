package dev.raftbeat.lab.topology;

/**
 * One piece of SWIM's news in a {@code long}: who, in which incarnation, is alive, suspected or dead, and who says so.
 * Twenty bits each for subject, accuser and incarnation, two for the state: groups of up to {@value #MEMBERS_MAX}.
 */
final class Rumour {
    static final int MEMBERS_MAX = 1 << 20;
    static final int ALIVE = 0;
    static final int SUSPECT = 1;
    static final int DEAD = 2;

    private static final int BITS = 20;
    private static final int MASK = (1 << BITS) - 1;

    private Rumour() {}

    static long of(int subject, int state, int incarnation, int accuser) {
        return ((long) subject << BITS | incarnation & MASK) << BITS + 2 | (long) accuser << 2 | state;
    }

    static int subject(long rumour) {
        return (int) (rumour >>> 2 * BITS + 2);
    }

    static int incarnation(long rumour) {
        return (int) (rumour >>> BITS + 2) & MASK;
    }

    static int accuser(long rumour) {
        return (int) (rumour >>> 2) & MASK;
    }

    static int state(long rumour) {
        return (int) rumour & 3;
    }
}
