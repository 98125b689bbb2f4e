package dev.raftbeat.world;

/** How far one step through time goes, in either direction. */
public enum TimeStep {
    /** To the next fact, whatever it is. */
    FACT,
    /** To the next message that is delivered, or lost. */
    MESSAGE,
    /** To the next fact that is not routine. */
    NOTABLE,
    /** To the next {@code BecameCandidate}. */
    ELECTION
}
