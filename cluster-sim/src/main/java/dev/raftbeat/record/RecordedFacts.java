package dev.raftbeat.record;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Reads the files in which a cluster's nodes and its world wrote down their facts, as one stream in the order of time.
 * A line that a kill cut short is passed over and counted: it was never a whole fact.
 */
public final class RecordedFacts {
    private final List<Path> files;
    private long told;
    private long damaged;

    /** @param files one for each node, one for the world; those that do not exist count as empty */
    public RecordedFacts(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** Tells all of them. */
    public void tellTo(FactSink sink) throws IOException {
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparingLong(head -> head.next.tNanos()));
        List<BufferedReader> open = new ArrayList<>();
        try {
            for (Path file : files) {
                if (Files.exists(file)) {
                    BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                    open.add(lines);
                    next(lines).ifPresent(fact -> heads.add(new Head(lines, fact)));
                }
            }
            while (!heads.isEmpty()) {
                Head head = heads.poll();
                told++;
                sink.tell(head.next);
                next(head.lines).ifPresent(fact -> heads.add(new Head(head.lines, fact)));
            }
        } finally {
            for (BufferedReader lines : open) {
                lines.close();
            }
        }
    }

    private Optional<StampedFact> next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                return Optional.of(FactCodec.read(line));
            } catch (WireException e) {
                damaged++;
            }
        }
        return Optional.empty();
    }

    /** How many facts were told. */
    public long told() {
        return told;
    }

    /** How many lines were no whole facts. */
    public long damaged() {
        return damaged;
    }

    private record Head(BufferedReader lines, StampedFact next) {}
}
