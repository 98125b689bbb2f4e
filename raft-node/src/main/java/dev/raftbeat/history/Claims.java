package dev.raftbeat.history;

import dev.raftbeat.protocol.Role;

/**
 * What each node of a cluster claims at one moment: as facts tell it, as the state of a simulator has it, or as nodes
 * answer when they are asked. Nodes go by their places, from 0.
 */
public interface Claims {
    /** How many nodes there are. */
    int size();

    /** How many of them make a quorum. */
    default int quorum() {
        return Quorum.of(size());
    }

    /** Whether it has a process that does not stand still, as far as is known. */
    boolean acts(int node);

    Role role(int node);

    long term(int node);

    /** Whom it believes to lead its term, itself when it leads; {@link Leadership#NOBODY} when it knows none. */
    int believed(int node);
}
