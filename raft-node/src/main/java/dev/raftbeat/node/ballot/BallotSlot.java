package dev.raftbeat.node.ballot;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One slot of a ballot file: a block of 4 KiB, big-endian. Magic (8 bytes), version (4), generation (8), boot (4), term
 * (8), then cluster, node and vote as a length (2) and UTF-8 bytes, the vote of length 0 for none; zeros; and in the last
 * 4 bytes the CRC-32C of all before them. Every version keeps magic, version and checksum where they are.
 *
 * @param generation counts the writes of this file, from 1
 * @param boot the node's life that wrote it, from 1
 */
record BallotSlot(String cluster, NodeId node, long generation, int boot, Ballot ballot) {
    static final int BYTES = 4096;
    static final int VERSION = 1;
    private static final int CHECKED = BYTES - Integer.BYTES;
    private static final long MAGIC = 0x7266_7462_616c_6c74L; // "rftballt"
    private static final int CLUSTER_BYTES_MAX = 255;

    /** @throws IllegalArgumentException when the cluster's name is empty or longer than 255 bytes, or a count is below 1 */
    BallotSlot {
        int bytes = cluster.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > CLUSTER_BYTES_MAX) {
            throw new IllegalArgumentException("a cluster's name has 1 to 255 bytes, not " + bytes);
        }
        if (generation < 1 || boot < 1) {
            throw new IllegalArgumentException("generation " + generation + " and boot " + boot + " count from 1");
        }
    }

    BallotSlot saving(Ballot next) {
        return new BallotSlot(cluster, node, Math.incrementExact(generation), boot, next);
    }

    BallotSlot nextLife() {
        return new BallotSlot(cluster, node, Math.incrementExact(generation), Math.incrementExact(boot), ballot);
    }

    String owner() {
        return ownerText(cluster, node);
    }

    static String ownerText(String cluster, NodeId node) {
        return "node " + node + " of cluster " + cluster;
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putLong(MAGIC).putInt(VERSION).putLong(generation).putInt(boot).putLong(ballot.term());
        text(out, cluster);
        text(out, node.name());
        text(out, ballot.votedFor().map(NodeId::name).orElse(""));
        out.putInt(CHECKED, checksum(out.array()));
        return out.array();
    }

    /** Whether this block is as somebody once wrote it, in whatever version. */
    static boolean sound(byte[] block) {
        ByteBuffer in = ByteBuffer.wrap(block);
        return in.getLong(0) == MAGIC && in.getInt(CHECKED) == checksum(block);
    }

    static int version(byte[] block) {
        return ByteBuffer.wrap(block).getInt(Long.BYTES);
    }

    /**
     * Reads a sound block of our version.
     *
     * @throws IllegalArgumentException when it holds what {@link #encode} never writes
     */
    static BallotSlot decode(byte[] block) {
        ByteBuffer in = ByteBuffer.wrap(block, 0, CHECKED);
        in.position(Long.BYTES + Integer.BYTES);
        try {
            long generation = in.getLong();
            int boot = in.getInt();
            long term = in.getLong();
            String cluster = text(in);
            NodeId node = new NodeId(text(in));
            Optional<NodeId> vote =
                    Optional.of(text(in)).filter(name -> !name.isEmpty()).map(NodeId::new);
            return new BallotSlot(cluster, node, generation, boot, new Ballot(term, vote));
        } catch (BufferUnderflowException | CharacterCodingException e) {
            throw new IllegalArgumentException("a name that is no text", e);
        }
    }

    private static int checksum(byte[] block) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, CHECKED);
        return (int) crc.getValue();
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) throws CharacterCodingException {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(in.slice(in.position(), length));
        in.position(in.position() + length);
        return text.toString();
    }
}
