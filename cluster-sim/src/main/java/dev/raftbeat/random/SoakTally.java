package dev.raftbeat.random;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

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
    void write(Path file) throws IOException {
        Properties lines = new Properties();
        lines.setProperty("seed", Long.toString(seed));
        lines.setProperty("rounds", Long.toString(rounds));
        lines.setProperty("nanos", Long.toString(nanos));
        lines.setProperty("elections", Long.toString(elections));
        lines.setProperty("facts", Long.toString(facts));
        lines.setProperty("judged", Long.toString(judged));
        lines.setProperty("calms", Long.toString(calms));
        lines.setProperty("violations", Long.toString(violations));
        faults.forEach((kind, count) -> lines.setProperty("fault." + kind.word(), Long.toString(count)));
        StringWriter text = new StringWriter();
        lines.store(text, null);
        // Without the date that Properties writes: the same count is the same file.
        String sorted = text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.write(file, sorted, EXPECTED);
    }

    /** @throws IOException when it cannot be read, or is no tally */
    public static SoakTally read(Path file) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(RegularFile.text(file, EXPECTED, BYTES_MAX)));
        try {
            Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
            for (FaultKind kind : FaultKind.values()) {
                String count = lines.getProperty("fault." + kind.word());
                if (count != null) {
                    faults.put(kind, Long.parseLong(count));
                }
            }
            return new SoakTally(
                    number(lines, "seed"),
                    number(lines, "rounds"),
                    number(lines, "nanos"),
                    faults,
                    number(lines, "elections"),
                    number(lines, "facts"),
                    number(lines, "judged"),
                    number(lines, "calms"),
                    number(lines, "violations"));
        } catch (NumberFormatException e) {
            throw new IOException(file + " is no count of a soak", e);
        }
    }

    private static long number(Properties lines, String name) {
        return Long.parseLong(lines.getProperty(name, ""));
    }
}
