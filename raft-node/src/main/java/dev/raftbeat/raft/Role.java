package dev.raftbeat.raft;

/** What a node is at the moment (paper §5.1; the pre-candidate is from thesis §9.6). */
public enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
