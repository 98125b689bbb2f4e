package dev.raftbeat.node.ballot;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ballot of one node, in the file {@code ballot} of its directory, locked against others while it is open.
 *
 * <p>The file has two slots, each in a block of its own. A save goes to the older slot and is forced, so that the newer
 * one is never at risk; on reading, the highest valid generation wins. Opening writes a whole new file beside the old one
 * and renames it, both slots alike, for two reasons. A save may have been seen by this process in the operating system's
 * cache without being on the disk, and overwriting either slot could then lose the only durable one. And a life's number
 * must outlive the rot of one slot, or two lives would have the same.
 *
 * <p>One invalid slot beside a valid one is taken for a torn write, which was never acknowledged, and reported. Rot of
 * the newest slot cannot be told from a torn write: a node whose disk damages exactly that block between two lives
 * forgets its last save, and may vote twice in a term. Only a disk that lies can do that, and no file of one node can
 * know better.
 *
 * <p>The marker {@code initialised} names cluster and node, and is durable before anybody is told of a first ballot; a
 * directory that bears it and has no ballot file has lost it. The blank file comes before the marker, for a crash
 * between the two must not look like a loss.
 *
 * <p>Usable from any thread; a save holds up the others.
 */
public final class BallotFile implements BallotStore, Closeable {
    static final String BALLOT = "ballot";
    static final String MARKER = "initialised";

    private final NodeDirectory dir;
    private final Optional<String> repaired;
    private BallotSlot newest;
    private int newestAt;
    private boolean failed;
    private boolean closed;

    private BallotFile(NodeDirectory dir, BallotSlot newest, Optional<String> repaired) {
        this.dir = dir;
        this.newest = newest;
        this.repaired = repaired;
    }

    /**
     * Locks the directory, reads the ballot, and records durably that a new life of the node began. Makes the directory
     * (mode 0700) and a blank ballot when there is nothing yet.
     *
     * @param cluster the cluster's name, 1 to 255 bytes of UTF-8
     * @throws BallotFileException when the node must not start on what is there
     * @throws IllegalArgumentException when the cluster's name is empty or too long
     */
    public static BallotFile open(Path dir, String cluster, NodeId node) throws BallotFileException {
        BallotSlot blank = blank(cluster, node);
        return open(FileDirectory.lock(dir), blank);
    }

    /** The blank ballot of a node that has never run. */
    static BallotSlot blank(String cluster, NodeId node) {
        return new BallotSlot(cluster, node, 1, 1, Ballot.BLANK);
    }

    /** As above, on a directory that is locked already, and that is closed when this fails. */
    static BallotFile open(NodeDirectory dir, BallotSlot blank) throws BallotFileException {
        boolean opened = false;
        try {
            Optional<BallotReader.Found> found = new BallotReader(dir, blank.cluster(), blank.node()).read();
            BallotSlot next = found.map(was -> was.newest().nextLife()).orElse(blank);
            begin(dir, next);
            opened = true;
            return new BallotFile(dir, next, found.flatMap(BallotReader.Found::repaired));
        } catch (BallotFileException e) {
            throw e;
        } catch (IOException e) {
            throw BallotFaults.cannotUse(dir.path(BALLOT), e);
        } finally {
            if (!opened) {
                closeQuietly(dir);
            }
        }
    }

    private static void closeQuietly(NodeDirectory dir) {
        try {
            dir.close();
        } catch (IOException e) {
            // The reason for which opening failed is the one to be told; the lock ends with the process at the latest.
            return;
        }
    }

    /**
     * Loses the ballot of a stopped node: term 0, no vote. The count of its lives goes on, so that ids of facts stay
     * unique. In a directory where no node has run there is nothing to lose.
     *
     * @throws BallotFileException when the node runs, or must not start on what is there
     */
    public static void wipe(Path dir, String cluster, NodeId node) throws BallotFileException {
        try (NodeDirectory locked = FileDirectory.lock(dir)) {
            wipe(locked, cluster, node);
        } catch (BallotFileException e) {
            throw e;
        } catch (IOException e) {
            throw BallotFaults.cannotUse(dir, e);
        }
    }

    static void wipe(NodeDirectory dir, String cluster, NodeId node) throws IOException {
        Optional<BallotReader.Found> found = new BallotReader(dir, cluster, node).read();
        if (found.isPresent()) {
            begin(dir, found.get().newest().saving(Ballot.BLANK));
        }
    }

    private static void begin(NodeDirectory dir, BallotSlot first) throws IOException {
        dir.replace(BALLOT, BallotReader.image(first, first));
        byte[] marker = BallotReader.marker(first.cluster(), first.node());
        if (dir.read(MARKER, 1).isEmpty()) {
            dir.replace(MARKER, marker);
        }
    }

    /** The ballot that was saved last. */
    public synchronized Ballot ballot() {
        return newest.ballot();
    }

    /** Which life of the node this is, from 1; no two lives have the same. */
    public synchronized int boot() {
        return newest.boot();
    }

    /** What the file had to be repaired from when it was opened, in words; empty when it was whole. */
    public Optional<String> repaired() {
        return repaired;
    }

    /** @throws BallotFileException when it cannot be written; every later save then fails as well */
    @Override
    public synchronized void save(Ballot ballot) throws BallotFileException {
        if (closed) {
            throw BallotFaults.closed(dir.path(BALLOT));
        }
        if (failed) {
            // What a failed force left on the disk nobody knows, and a second force may succeed without writing.
            throw BallotFaults.failedBefore(dir.path(BALLOT));
        }
        int older = 1 - newestAt;
        BallotSlot next = newest.saving(ballot);
        try {
            failed = true;
            dir.write(BALLOT, (long) older * BallotSlot.BYTES, next.encode());
            dir.force(BALLOT);
            failed = false;
        } catch (IOException e) {
            throw BallotFaults.cannotUse(dir.path(BALLOT), e);
        }
        newest = next;
        newestAt = older;
    }

    /** Unlocks the directory. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        dir.close();
    }
}
