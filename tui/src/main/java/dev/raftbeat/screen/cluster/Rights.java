package dev.raftbeat.screen.cluster;

/** What keys of a screen may do to its cluster. */
public enum Rights {
    /** Look at it. */
    LOOKS,
    BREAKS,
    /** Break it, and end it when the screen is left. */
    OWNS
}
