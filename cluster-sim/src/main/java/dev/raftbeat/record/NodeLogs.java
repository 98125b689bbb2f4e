package dev.raftbeat.record;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each node, and the world, told, in sentences: one file each, {@code n1.log} and {@code world.log}. */
final class NodeLogs implements AutoCloseable {
    private final Path folder;
    private final Map<NodeId, BufferedWriter> open = new TreeMap<>();
    private final Map<NodeId, Sentences> tellers = new TreeMap<>();
    private long firstNanos = Long.MIN_VALUE;

    private NodeLogs(Path folder) {
        this.folder = folder;
    }

    static void write(Recording recording, Path folder) throws IOException, RecordingException {
        try (NodeLogs logs = new NodeLogs(folder)) {
            recording.tellTo(logs::tell);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void tell(StampedFact fact) {
        if (firstNanos == Long.MIN_VALUE) {
            firstNanos = fact.tNanos();
        }
        Sentences teller = tellers.computeIfAbsent(fact.node(), absent -> new Sentences());
        teller.tell(fact).ifPresent(this::append);
    }

    private void append(Sentence told) {
        String line = String.format(
                Locale.ROOT, "%10.3f  %s%n", (told.fact().tNanos() - firstNanos) / 1e9, CleanText.line(told.text()));
        try {
            log(told.fact().node()).write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedWriter log(NodeId node) throws IOException {
        BufferedWriter log = open.get(node);
        if (log == null) {
            OutputStream file = RegularFile.create(folder.resolve(node + ".log"));
            log = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
            open.put(node, log);
        }
        return log;
    }

    @Override
    public void close() throws IOException {
        for (BufferedWriter log : open.values()) {
            log.close();
        }
    }
}
