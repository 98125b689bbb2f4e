package dev.raftbeat.lab.topology;

/** What one member holds of another. */
public enum MemberStatus {
    TRUSTED,
    /** Under suspicion, which may still be refuted. Only topologies with a second stage have it. */
    SUSPECTED,
    /** Declared dead. */
    DEAD
}
