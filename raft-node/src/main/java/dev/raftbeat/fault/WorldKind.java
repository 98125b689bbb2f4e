package dev.raftbeat.fault;

import java.util.Locale;

/** Where a cluster runs, as far as the fault language can tell the difference. */
public enum WorldKind {
    /** The deterministic simulator. */
    SIM,
    /** Processes on this machine. */
    LOCAL,
    /** Containers with a network of their own. */
    CONTAINERS;

    /** The word by which people choose it: {@code sim}, {@code local}, {@code containers}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
