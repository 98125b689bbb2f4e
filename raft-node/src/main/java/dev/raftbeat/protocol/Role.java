package dev.raftbeat.protocol;

/** What a node is in the election (paper §5.1; the pre-candidate is from thesis §9.6). */
public enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER,
    /** It has not told, or not since it was last lost track of. A node itself always knows. */
    UNKNOWN
}
