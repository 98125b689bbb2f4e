package dev.raftbeat.random;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A result as lines for people, and as values for whoever reads JSON. */
public final class NemesisReport {
    private NemesisReport() {}

    /** The whole of it, a line for each check at the end. */
    public static List<String> lines(NemesisResult result) {
        List<String> lines = new ArrayList<>();
        NemesisResult.Events events = result.events();
        lines.add(String.format(
                Locale.ROOT,
                "%s%s: %d faults (%s), %d lines that meant nothing then",
                result.interrupted() ? "interrupted after " : "",
                PlainText.duration(result.nanos()),
                result.faultCount(),
                kinds(result.faults()),
                result.refused()));
        lines.add(events.boots() + " boots, " + events.elections() + " elections, " + events.leaders() + " leaders, "
                + events.votes() + " votes granted, " + events.facts() + " facts judged");
        lines.add("failovers: " + failovers(result.failoverNanos()));
        lines.add(calms(result.calms()));
        result.calms().stream()
                .map(NemesisResult.Calm::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .forEach(lines::add);
        lines.addAll(checks(result.lamps()));
        return lines;
    }

    /** A line for each check, and one for each of its violations. */
    public static List<String> checks(List<Judge.Lamp> lamps) {
        List<String> lines = new ArrayList<>();
        for (Judge.Lamp lamp : lamps) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-4s %-9s %s (%d judged, %d undecided)",
                    lamp.id(),
                    lower(lamp.verdict()),
                    lamp.sentence(),
                    lamp.judged(),
                    lamp.undecided()));
            lamp.violations().forEach(violation -> lines.add("       " + violation.sentence()));
        }
        return lines;
    }

    /** {@code 12 kill, 3 pause}. */
    public static String kinds(Map<FaultKind, Long> faults) {
        return faults.isEmpty()
                ? "none"
                : faults.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().word())
                        .collect(Collectors.joining(", "));
    }

    private static String failovers(List<Long> nanos) {
        if (nanos.isEmpty()) {
            return "none that a fault alone explains";
        }
        return String.format(
                Locale.ROOT,
                "median %s, p95 %s, max %s (%d measured)",
                PlainText.duration(at(nanos, 0.5)),
                PlainText.duration(at(nanos, 0.95)),
                PlainText.duration(nanos.get(nanos.size() - 1)),
                nanos.size());
    }

    /** @param share of the values, 0 to 1, that are no larger */
    private static long at(List<Long> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }

    private static String calms(List<NemesisResult.Calm> calms) {
        long met = calms.stream().filter(NemesisResult.Calm::met).count();
        long slowest =
                calms.stream().mapToLong(NemesisResult.Calm::agreedNanos).max().orElse(0);
        return "calms: " + met + " of " + calms.size()
                + " found a leader that all followed and kept it, the slowest after " + PlainText.duration(slowest);
    }

    /**
     * What is known of it beyond what its facts tell anyway.
     *
     * @param about what else is to be said first: seed, world, command
     */
    public static Map<String, Object> values(NemesisResult result, Map<String, Object> about) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", 1);
        root.putAll(about);
        root.put("verdict", lower(result.verdict()));
        root.put("interrupted", result.interrupted());
        root.put("seconds", result.nanos() / 1e9);
        Map<String, Object> faults = new LinkedHashMap<>();
        result.faults().forEach((kind, count) -> faults.put(kind.word(), count));
        root.put("faults", faults);
        root.put("refused", result.refused());
        root.put(
                "failoverMs",
                result.failoverNanos().stream().map(nanos -> nanos / 1e6).toList());
        root.put("calms", result.calms().stream().map(NemesisReport::json).toList());
        return root;
    }

    private static Map<String, Object> json(NemesisResult.Calm calm) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("met", calm.met());
        one.put("bootMs", calm.bootNanos() / 1e6);
        one.put("agreedMs", calm.agreedNanos() / 1e6);
        return one;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
