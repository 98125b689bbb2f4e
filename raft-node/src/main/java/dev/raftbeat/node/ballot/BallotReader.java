package dev.raftbeat.node.ballot;

import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads what a node left in its directory, and refuses whatever it must not start on. Changes nothing. */
final class BallotReader {
    private static final int FILE_BYTES = 2 * BallotSlot.BYTES;
    private static final int MARKER_BYTES_MAX = 1024;

    private final NodeDirectory dir;
    private final String cluster;
    private final NodeId node;
    private final Path file;

    /**
     * @param newest the slot that counts
     * @param repaired why the other one did not, in words
     */
    record Found(BallotSlot newest, Optional<String> repaired) {}

    BallotReader(NodeDirectory dir, String cluster, NodeId node) {
        this.dir = dir;
        this.cluster = cluster;
        this.node = node;
        this.file = dir.path(BallotFile.BALLOT);
    }

    static byte[] image(BallotSlot first, BallotSlot second) {
        return ByteBuffer.allocate(FILE_BYTES)
                .put(first.encode())
                .put(second.encode())
                .array();
    }

    static byte[] marker(String cluster, NodeId node) {
        String text = "Raftbeat keeps the ballot of " + BallotSlot.ownerText(cluster, node) + " here.\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Empty when no node has ever run here.
     *
     * @throws BallotFileException when the node must not start on what is there
     */
    Optional<Found> read() throws IOException {
        Optional<byte[]> marker = dir.read(BallotFile.MARKER, MARKER_BYTES_MAX);
        Optional<byte[]> bytes = dir.read(BallotFile.BALLOT, FILE_BYTES + 1);
        if (bytes.isPresent()) {
            return Optional.of(choose(bytes.get()));
        }
        if (marker.isPresent()) {
            checkMarker(marker.get());
            throw BallotFaults.missing(file, node);
        }
        return Optional.empty();
    }

    /** Only for a better sentence: whose lost ballot it is. */
    private void checkMarker(byte[] marker) throws BallotFileException {
        if (!Arrays.equals(marker, marker(cluster, node))) {
            throw BallotFaults.foreign(
                    dir.path(BallotFile.MARKER), "another node or cluster", BallotSlot.ownerText(cluster, node));
        }
    }

    private Found choose(byte[] bytes) throws BallotFileException {
        if (bytes.length != FILE_BYTES) {
            String found = bytes.length > FILE_BYTES ? "more than " + FILE_BYTES : "" + bytes.length;
            throw BallotFaults.wrongLength(file, found, FILE_BYTES);
        }
        Optional<BallotSlot> first = slot(Arrays.copyOfRange(bytes, 0, BallotSlot.BYTES));
        Optional<BallotSlot> second = slot(Arrays.copyOfRange(bytes, BallotSlot.BYTES, FILE_BYTES));
        if (first.isEmpty() && second.isEmpty()) {
            throw BallotFaults.bothInvalid(file, node);
        }
        if (first.isEmpty() || second.isEmpty()) {
            String which = first.isEmpty() ? "first" : "second";
            return new Found(
                    first.or(() -> second).orElseThrow(),
                    Optional.of("the " + which + " slot of " + file
                            + " was invalid, as a write leaves it that a crash cut short before it was acknowledged;"
                            + " the other one was used"));
        }
        return new Found(newer(first.get(), second.get()), Optional.empty());
    }

    private BallotSlot newer(BallotSlot first, BallotSlot second) throws BallotFileException {
        if (first.generation() == second.generation() && !first.equals(second)) {
            throw BallotFaults.twoNewest(file, first.generation());
        }
        return first.generation() >= second.generation() ? first : second;
    }

    private Optional<BallotSlot> slot(byte[] block) throws BallotFileException {
        if (!BallotSlot.sound(block)) {
            return Optional.empty();
        }
        if (BallotSlot.version(block) != BallotSlot.VERSION) {
            throw BallotFaults.otherVersion(file, BallotSlot.version(block), BallotSlot.VERSION);
        }
        BallotSlot slot;
        try {
            slot = BallotSlot.decode(block);
        } catch (IllegalArgumentException e) {
            throw BallotFaults.nonsense(file, e.getMessage());
        }
        if (!slot.cluster().equals(cluster) || !slot.node().equals(node)) {
            throw BallotFaults.foreign(file, slot.owner(), BallotSlot.ownerText(cluster, node));
        }
        return Optional.of(slot);
    }
}
