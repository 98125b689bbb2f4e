package dev.raftbeat.random;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The running count of a soak, kept in a file between its rounds, so that another process can go on where one was
 * interrupted. Immutable.
 *
 * @param seed of the first round; each later one has the next
 * @param rounds that have been ended whole, or broken off
 * @param nanos how long they went on, on the world's clock
 * @param judged how often any check judged anything
 * @param violations of checks, and calms that found no leader
 */
public record SoakTally(
        long seed,
        long rounds,
        long nanos,
        Map<FaultKind, Long> faults,
        long elections,
        long facts,
        long judged,
        long calms,
        long violations) {
    private static final String EXPECTED = "the count of a soak";

    /** A number for each kind of fault, and eight more. */
    private static final int BYTES_MAX = 64 * 1024;

    public SoakTally {
        Map<FaultKind, Long> copy = new EnumMap<>(FaultKind.class);
        copy.putAll(faults);
        faults = Collections.unmodifiableMap(copy);
        boolean negative = LongStream.of(rounds, nanos, elections, facts, judged, calms, violations)
                        .anyMatch(count -> count < 0)
                || copy.values().stream().anyMatch(count -> count < 0);
        if (negative) {
            throw new IllegalArgumentException("counts of 0 or more");
        }
    }

    public static SoakTally fresh(long seed) {
        return new SoakTally(seed, 0, 0, Map.of(), 0, 0, 0, 0, 0);
    }

    /** With one round more. */
    SoakTally plus(NemesisResult result) {
        Map<FaultKind, Long> all = new EnumMap<>(FaultKind.class);
        all.putAll(faults);
        result.faults().forEach((kind, count) -> all.merge(kind, count, Long::sum));
        long bad = result.calms().stream().filter(calm -> !calm.met()).count()
                + result.lamps().stream()
                        .mapToLong(lamp -> lamp.violations().size())
                        .sum();
        return new SoakTally(
                seed,
                rounds + 1,
                nanos + result.nanos(),
                all,
                elections + result.events().elections(),
                facts + result.events().facts(),
                judged + result.judged(),
                calms + result.calms().size(),
                violations + bad);
    }

    public long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In one step: who reads the file sees the old count or the new one. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.write(file, StrictJson.STANDARD.pretty(this), EXPECTED);
    }

    /** @throws IOException in a sentence, when it cannot be read, or is no tally */
    public static SoakTally read(Path file) throws IOException {
        try {
            return StrictJson.STANDARD.read(RegularFile.text(file, EXPECTED, BYTES_MAX), SoakTally.class);
        } catch (DocumentException e) {
            throw new IOException(e.in(file.toString()), e);
        }
    }
}
