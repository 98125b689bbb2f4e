package dev.raftbeat.node;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.journal.JournalWriter;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.wire.FactCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a node's facts go: its journal or a file, its own picture and numbers, readers over HTTP, standard output. */
final class NodeFacts implements FactSink {
    private static final long LAST_WORDS_MILLIS = 500;

    private final OwnState state;
    private final NodeMetrics metrics = new NodeMetrics();
    private final FactHub hub = new FactHub();
    private final FactSink more;
    private final Optional<OutputStream> record;
    private final Optional<JournalWriter> journal;

    /** @param more somebody else who listens */
    NodeFacts(NodeOptions options, FactSink more) throws IOException {
        state = new OwnState(options.id());
        this.more = more;
        Optional<Path> file = options.output().record();
        record = file.isEmpty() ? Optional.empty() : Optional.of(RegularFile.append(file.get(), "a record of facts"));
        journal = options.output().journal().isEmpty()
                ? Optional.empty()
                : Optional.of(new JournalWriter(options.output().journal().get(), this::past));
        if (options.output().stdout()) {
            print(hub, CleanWriter.standardOutput(), options.id() + "-facts");
        }
    }

    @Override
    public void tell(StampedFact fact) {
        record.ifPresent(out -> append(out, fact));
        journal.ifPresent(lines -> append(lines, fact));
        state.tell(fact);
        metrics.tell(fact);
        hub.tell(fact);
        more.tell(fact);
    }

    OwnState.Picture picture() {
        return state.picture();
    }

    NodeMetrics metrics() {
        return metrics;
    }

    FactHub hub() {
        return hub;
    }

    /** Lets whoever reads the facts have the last of them, for a moment: whoever does not read must not keep it up. */
    void finish() {
        finish(LAST_WORDS_MILLIS);
    }

    void finish(long millis) {
        try {
            hub.finish(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        hub.close();
        record.ifPresent(out -> {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        journal.ifPresent(lines -> {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<byte[]> past() {
        return hub.past().stream().map(FactCodec::write).toList();
    }

    /**
     * Written at once, so that it is told before anything that follows from it can be seen by another node. It need not
     * reach the disk: a killed process takes nothing with it that the kernel has.
     */
    private static void append(OutputStream out, StampedFact fact) {
        byte[] json = FactCodec.write(fact);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        try {
            out.write(line);
        } catch (IOException e) {
            fail(e);
        }
    }

    private static void append(JournalWriter lines, StampedFact fact) {
        try {
            lines.append(FactCodec.write(fact));
        } catch (UncheckedIOException | InternalError e) {
            // The error is what Java makes of a disk that has no room for memory which is mapped to it.
            fail(e);
        }
    }

    /** A record with a hole in it proves nothing: better a node that is seen to end. */
    private static void fail(Throwable why) {
        CleanWriter.standardError().println("the record of facts cannot be written: " + why.getMessage());
        Runtime.getRuntime().halt(4);
    }

    /** Standard output may be a pipe that nobody reads: it gets a thread of its own and never holds up the node. */
    private static void print(FactHub hub, PrintWriter out, String name) {
        FactQueue queue = hub.open();
        Thread printer = new Thread(
                () -> {
                    try {
                        for (var facts = queue.take(60_000); facts.isPresent(); facts = queue.take(60_000)) {
                            StringBuilder lines = new StringBuilder();
                            facts.get()
                                    .forEach(fact ->
                                            lines.append(FactCodec.line(fact)).append('\n'));
                            out.print(lines);
                            out.flush();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        hub.forget(queue);
                    }
                },
                name);
        printer.setDaemon(true);
        printer.start();
    }
}
