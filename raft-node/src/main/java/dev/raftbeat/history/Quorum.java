package dev.raftbeat.history;

/** The majority of a cluster. The core has its own in {@code RaftRules}, since that is a rule that may be wrong. */
public final class Quorum {
    private Quorum() {}

    /** How many of so many members make a quorum: more than half. */
    public static int of(int members) {
        return members / 2 + 1;
    }
}
