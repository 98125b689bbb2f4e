package dev.raftbeat.record;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.journal.Journal;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The facts of one file, one after another. Reads bytes and not text, because damage need not be text, and never holds
 * more than one line of at most {@link FactCodec#LINE_BYTES_MAX} bytes. What is written behind the end of the file
 * meanwhile is not read, nor what is behind so much damage that the file can hardly be one of facts.
 *
 * <p>In the journal of a node ({@link Journal}) room that is not written yet, a line that a kill cut off, and what is told
 * again there are no facts and no damage.
 */
final class FactLines implements AutoCloseable {
    private static final String JOURNAL = ".facts.ndjson";
    private static final int BUFFER_BYTES = 1 << 16;

    /** How long a line may be that is passed over. */
    static final int PASSED_BYTES_MAX = 64 << 20;

    /** How many lines in a row may be passed over. */
    static final int PASSED_LINES_MAX = 100_000;

    private final String name;
    private final InputStream in;
    private final RecordingLimits limits;
    private final Damage damage;
    private final Progress progress;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private long number;
    private int passed;
    /** Whether it is the journal of a node, and no file of a recording, by its name. */
    private final boolean isJournal;
    /** How far the present line goes without the zeros at its end. */
    private long solid;

    private byte firstByte;
    private byte lastByte;
    private Optional<StampedFact> last = Optional.empty();
    private boolean ended;

    /** Takes note of lines that are no whole facts. */
    interface Damage {
        void found(RecordingDefects.Line line);

        /** Nothing behind this line is read. */
        void gaveUp(RecordingDefects.Line line);
    }

    /**
     * @param limits of the recording that the file is a part of
     * @param progress told of bytes
     */
    FactLines(Path file, RecordingLimits limits, Damage damage, Progress progress) throws IOException {
        this.progress = progress;
        Path last = file.getFileName();
        name = last == null ? file.toString() : last.toString();
        isJournal = name.endsWith(JOURNAL);
        in = RegularFile.stream(file, "facts");
        this.limits = limits;
        this.damage = damage;
    }

    /** The next whole fact; empty at the end of the file. */
    Optional<StampedFact> next() throws IOException {
        while (!ended) {
            Optional<String> trouble = readLine();
            if (trouble.isPresent()) {
                damaged(trouble.get());
            } else if (line.size() > 0) {
                Optional<StampedFact> fact = parse();
                if (fact.isPresent() && !isToldAgain(fact.get())) {
                    passed = 0;
                    last = fact;
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
        solid = 0;
        long length = 0;
        boolean whole = false;
        while (!whole && !ended && fill()) {
            int from = start;
            while (start < end && buffer[start] != '\n') {
                start++;
                solid = buffer[start - 1] == 0 ? solid : length + start - from;
            }
            if (start > from) {
                firstByte = length == 0 ? buffer[from] : firstByte;
                lastByte = buffer[start - 1];
            }
            length += start - from;
            if (length <= FactCodec.LINE_BYTES_MAX) {
                line.write(buffer, from, start - from);
            }
            whole = start < end;
            start += whole ? 1 : 0;
            if (length > PASSED_BYTES_MAX) {
                giveUp("it is longer than " + (PASSED_BYTES_MAX >> 20) + " MiB");
            }
        }
        if (isJournal && (!whole && solid < length && length <= PASSED_BYTES_MAX || isCancelled())) {
            // Not written yet, or not to its end: nothing that followed from it was ever sent.
            line.reset();
            return Optional.empty();
        }
        return length > FactCodec.LINE_BYTES_MAX
                ? Optional.of("a line of more than " + FactCodec.LINE_BYTES_MAX + " bytes")
                : Optional.empty();
    }

    /** Whether there is something in the buffer. */
    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = Math.max(0, in.read(buffer));
            ended = end == 0;
            progress.count(end);
        }
        return !ended;
    }

    private Optional<StampedFact> parse() {
        try {
            StampedFact fact = FactCodec.read(line.toString(StandardCharsets.UTF_8));
            Optional<String> refused = limits.refuses(fact, line.size());
            refused.ifPresent(this::damaged);
            return refused.isPresent() ? Optional.empty() : Optional.of(fact);
        } catch (WireException e) {
            damaged(ended ? "cut short: the file ends within it" : e.detail());
            return Optional.empty();
        }
    }

    private boolean isCancelled() {
        return line.size() > 0 && lastByte == Journal.CANCELLED;
    }

    /** Whether it stands there for whoever begins to read there. */
    private boolean isToldAgain(StampedFact fact) {
        return isJournal
                && firstByte == Journal.AGAIN
                && last.filter(before -> before.boot() > fact.boot()
                                || before.boot() == fact.boot() && before.seq() >= fact.seq())
                        .isPresent();
    }

    private void damaged(String what) {
        damage.found(new RecordingDefects.Line(name, number, what));
        passed++;
        if (passed == PASSED_LINES_MAX && !ended) {
            giveUp(String.format(Locale.ROOT, "it is the last of %,d lines in a row that are no whole facts", passed));
        }
    }

    private void giveUp(String why) {
        ended = true;
        damage.gaveUp(new RecordingDefects.Line(name, number, why));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
