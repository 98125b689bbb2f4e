package dev.raftbeat.record;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The facts of one file, one after another. Reads bytes and not text, because damage need not be text, and never holds
 * more than one line of at most {@link FactCodec#LINE_BYTES_MAX} bytes, and what is written behind its end meanwhile is not read.
 */
final class FactLines implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final InputStream in;
    private final Damage damage;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private long number;
    private boolean ended;

    /** Takes note of lines that are no whole facts. */
    interface Damage {
        void found(Flaws.Line line);
    }

    FactLines(Path file, Damage damage) throws IOException {
        Path last = file.getFileName();
        name = last == null ? file.toString() : last.toString();
        in = new BufferedInputStream(RegularFile.stream(file, "facts"), BUFFER_BYTES);
        this.damage = damage;
    }

    /** The next whole fact; empty at the end of the file. */
    Optional<StampedFact> next() throws IOException {
        while (!ended) {
            Optional<String> trouble = readLine();
            if (trouble.isPresent()) {
                damage.found(new Flaws.Line(name, number, trouble.get()));
            } else if (line.size() > 0) {
                Optional<StampedFact> fact = parse();
                if (fact.isPresent()) {
                    return fact;
                }
            }
        }
        return Optional.empty();
    }

    /** Leaves the next line in {@link #line}, or answers what is wrong with it. */
    private Optional<String> readLine() throws IOException {
        line.reset();
        number++;
        long length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                ended = true;
                break;
            }
            length++;
            if (length <= FactCodec.LINE_BYTES_MAX) {
                line.write(next);
            }
        }
        boolean tooLong = length > FactCodec.LINE_BYTES_MAX;
        return tooLong ? Optional.of("a line of more than " + FactCodec.LINE_BYTES_MAX + " bytes") : Optional.empty();
    }

    private Optional<StampedFact> parse() {
        try {
            return Optional.of(FactCodec.read(line.toString(StandardCharsets.UTF_8)));
        } catch (WireException e) {
            String reason = ended ? "cut short: the file ends within it" : e.detail();
            damage.found(new Flaws.Line(name, number, reason));
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
