package dev.raftbeat.check;

/** What a node has told that it is. */
enum Standing {
    /** It has not told us, or not since we last lost track of it. */
    UNHEARD,
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
