package dev.raftbeat.local;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The facts that the world tells, one NDJSON line each, appended by whichever process acts on the cluster. Call
 * {@link #tell} only while the cluster's lock is held: the number of a fact is the number of its line.
 */
final class WorldLog {
    private static final String EXPECTED = "the facts of the world";

    /** Some thousand facts; many times the longest line. */
    private static final int BYTES_AT_ONCE = 1 << 20;

    /** A hundred thousand facts and more; all are counted whenever one is added. */
    private static final int BYTES_MAX = 64 << 20;

    private final Path file;

    WorldLog(Path file) {
        this.file = file;
    }

    FactId tell(WorldFact fact, Optional<FactId> cause) {
        try {
            long seq = lines() + 1;
            // The world hears nothing, so its own count is all of Lamport's clock that it has.
            StampedFact stamped = new StampedFact(System.nanoTime(), NodeId.WORLD, 1, seq, seq, cause, fact);
            append(FactCodec.line(stamped) + "\n");
            return stamped.id();
        } catch (IOException e) {
            throw new WorldException("the world's facts cannot be written: " + e.getMessage(), e);
        }
    }

    /** A file that has gone stays so: its cluster was taken down. */
    private void append(String line) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (OutputStream out = RegularFile.append(file, EXPECTED)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private long lines() throws IOException {
        long lines = 0;
        long length = 0;
        byte[] buffer = new byte[BYTES_AT_ONCE];
        try (InputStream in = RegularFile.stream(file, EXPECTED, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                length += count;
                if (length > BYTES_MAX) {
                    throw new IOException(file + " is longer than " + (BYTES_MAX >> 20) + " MiB: expected " + EXPECTED);
                }
            }
        }
        return lines;
    }

    /**
     * The whole facts that stand behind this place in the file, or the first {@value #BYTES_AT_ONCE} bytes of them.
     *
     * @param from a place that an earlier call answered, or 0
     */
    Tail read(long from) {
        List<StampedFact> facts = new ArrayList<>();
        try {
            if (!Files.exists(file) || Files.size(file) <= from) {
                return new Tail(facts, from);
            }
            byte[] bytes = bytes(from);
            int start = 0;
            for (int end = 0; end < bytes.length; end++) {
                if (bytes[end] == '\n') {
                    facts.add(FactCodec.read(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
                    start = end + 1;
                }
            }
            if (start == 0 && bytes.length == BYTES_AT_ONCE) {
                throw new IOException(file + " has a line of more than " + BYTES_AT_ONCE + " bytes");
            }
            return new Tail(facts, from + start);
        } catch (IOException | WireException e) {
            throw new WorldException("the world's facts cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] bytes(long from) throws IOException {
        try (InputStream in = RegularFile.stream(file, EXPECTED, LinkOption.NOFOLLOW_LINKS)) {
            in.skipNBytes(from);
            return in.readNBytes(BYTES_AT_ONCE);
        }
    }

    /** @param next where to go on reading */
    record Tail(List<StampedFact> facts, long next) {}
}
