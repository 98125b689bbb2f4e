package dev.raftbeat.record;

/** What a node can be seen to be, in the words of a picture. */
enum Phase {
    UNKNOWN("not heard of"),
    FOLLOWER("follower"),
    PRE_CANDIDATE("asks for promises (PreVote)"),
    CANDIDATE("candidate"),
    LEADER("takes itself for the leader"),
    PAUSED("stands still"),
    DOWN("down");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
