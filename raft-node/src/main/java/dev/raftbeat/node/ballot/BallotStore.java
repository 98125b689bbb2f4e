package dev.raftbeat.node.ballot;

import dev.raftbeat.protocol.Ballot;
import java.io.IOException;

/** Where a node's ballot is made durable. */
@FunctionalInterface
public interface BallotStore {
    /**
     * Returns only when the ballot survives a crash and a power cut; may take as long as the disk does.
     *
     * @throws IOException when it may not be durable; the old ballot or this one is then what a restart finds
     */
    void save(Ballot ballot) throws IOException;
}
