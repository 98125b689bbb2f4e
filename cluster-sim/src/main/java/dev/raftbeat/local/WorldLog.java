package dev.raftbeat.local;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The facts that the world tells, one NDJSON line each, appended by whichever process acts on the cluster. Call
 * {@link #tell} only while the cluster's lock is held: the number of a fact is the number of its line.
 */
final class WorldLog {
    private final Path file;

    WorldLog(Path file) {
        this.file = file;
    }

    FactId tell(WorldFact fact, Optional<FactId> cause) {
        try {
            long seq = lines() + 1;
            // The world hears nothing, so its own count is all of Lamport's clock that it has.
            StampedFact stamped = new StampedFact(System.nanoTime(), NodeId.WORLD, 1, seq, seq, cause, fact);
            Files.writeString(file, FactCodec.line(stamped) + "\n", StandardOpenOption.APPEND);
            return stamped.id();
        } catch (IOException e) {
            throw new WorldException("the world's facts cannot be written: " + e.getMessage(), e);
        }
    }

    private long lines() throws IOException {
        long lines = 0;
        for (byte one : Files.readAllBytes(file)) {
            if (one == '\n') {
                lines++;
            }
        }
        return lines;
    }

    /**
     * The whole facts that stand behind this place in the file.
     *
     * @param from a place that an earlier call answered, or 0
     */
    Tail read(long from) {
        List<StampedFact> facts = new ArrayList<>();
        try {
            if (!Files.exists(file) || Files.size(file) <= from) {
                return new Tail(facts, from);
            }
            byte[] all = Files.readAllBytes(file);
            int start = (int) Math.min(from, all.length);
            for (int end = start; end < all.length; end++) {
                if (all[end] == '\n') {
                    facts.add(FactCodec.read(new String(all, start, end - start, StandardCharsets.UTF_8)));
                    start = end + 1;
                }
            }
            return new Tail(facts, start);
        } catch (IOException | WireException e) {
            throw new WorldException("the world's facts cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param next where to go on reading */
    record Tail(List<StampedFact> facts, long next) {}
}
