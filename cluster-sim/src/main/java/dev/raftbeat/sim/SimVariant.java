package dev.raftbeat.sim;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;

/** What the nodes of a simulated cluster are made of, when one of their rules, or the way they save, is to be wrong. */
public interface SimVariant {
    /** Nothing wrong. */
    SimVariant NONE = new SimVariant() {};

    /** The rules that every node's core follows. */
    default RaftRules rules() {
        return new RaftRules();
    }

    /** What stands between one life of a node's driver and its host; wraps the ballot store too. */
    default Ports<RaftMessage> ports(Ports<RaftMessage> host) {
        return host;
    }

    /** Whether a node takes the end of a connection that it closed itself for news of the peer. */
    default boolean ownCloseIsNews() {
        return false;
    }
}
