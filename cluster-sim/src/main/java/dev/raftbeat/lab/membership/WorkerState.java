package dev.raftbeat.lab.membership;

import java.util.Locale;
import java.util.Optional;

/** What a monitor thinks of a worker. */
public enum WorkerState {
    /** Known by name from before the monitor's own restart, and not heard since: neither alive nor dead. */
    UNKNOWN,
    ALIVE,
    /** The detector suspects it, and the timeout has not passed: still counted among the living, as in SWIM. */
    SUSPECTED,
    /** Silent for the whole timeout. */
    DEAD,
    /** Alive again within the last timeout, after death or in a new life. */
    REJOINED,
    /** It said goodbye: not alive, and nobody's loss. */
    LEFT;

    /** Whether it counts as alive; empty where that is not known. */
    public Optional<Boolean> alive() {
        return this == UNKNOWN ? Optional.empty() : Optional.of(!gone());
    }

    /** Whether it is known not to be there: dead, or left. */
    public boolean gone() {
        return this == DEAD || this == LEFT;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
