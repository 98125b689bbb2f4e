package dev.raftbeat.node;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;

/** The ballot of one node in one directory, durable and locked. */
public final class BallotFile implements BallotStore, Closeable {
    private BallotFile() {}

    /**
     * Locks the directory, reads the ballot, and records that a new life of the node began. Makes the directory and a
     * blank ballot when there is nothing yet.
     *
     * @throws BallotFileException when the node must not start on what is there
     */
    public static BallotFile open(Path dir, String cluster, NodeId node) throws BallotFileException {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Loses the ballot of a stopped node: term 0, no vote. The count of lives goes on, so that ids of facts stay unique.
     *
     * @throws BallotFileException when the node runs, or its file cannot be read
     */
    public static void wipe(Path dir, String cluster, NodeId node) throws BallotFileException {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The ballot that was saved last. */
    public Ballot ballot() {
        return Ballot.BLANK;
    }

    /** Which life of the node this is, from 1; no two lives have the same. */
    public int boot() {
        return 1;
    }

    /** What had to be repaired, in words; empty when the file was whole. */
    public Optional<String> repaired() {
        return Optional.empty();
    }

    @Override
    public void save(Ballot ballot) throws BallotFileException {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Unlocks the directory. */
    @Override
    public void close() {}
}
