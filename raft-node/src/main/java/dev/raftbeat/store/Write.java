package dev.raftbeat.store;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;

/**
 * One write to a store: as much as says who wrote, and on what grounds.
 *
 * @param writer the node that believed to lead
 * @param term the term that it believed to lead, which is its fencing token; 1 to 2^53-1
 * @param sequence of this writer's writes in this life, counted from 1
 */
public record Write(NodeId writer, long term, long sequence) {
    /** @throws IllegalArgumentException when a number is out of its range */
    public Write {
        if (term < 1 || term > Ballot.TERM_MAX || sequence < 1 || sequence > Ballot.TERM_MAX) {
            throw new IllegalArgumentException("a write's term and sequence lie between 1 and 2^53-1");
        }
    }
}
