package dev.raftbeat.scenario;

import dev.raftbeat.check.Judge;
import dev.raftbeat.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as lines of text. */
public final class ResultLines {
    private ResultLines() {}

    /** What became of one cluster: a line a finding, and what the invariants say. */
    public static List<String> of(TrialResult result) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : result.findings()) {
            String where = finding.line() == 0 ? "invariant" : "line " + finding.line();
            lines.add(String.format("  %-8s  %-9s  %s", word(finding.verdict()), where, finding.text()));
            lines.add("                       " + finding.reason());
        }
        lines.add("  " + invariants(result));
        return lines;
    }

    private static String invariants(TrialResult result) {
        long valid = count(result, Verdict.VALID);
        List<String> unknown = result.lamps().stream()
                .filter(lamp -> lamp.verdict() == Verdict.UNKNOWN)
                .map(lamp ->
                        lamp.id() + (lamp.judged() == 0 ? " (nothing to judge)" : " (" + lamp.undecided() + " open)"))
                .toList();
        String rest = unknown.isEmpty() ? "" : ", unknown: " + String.join(", ", unknown);
        return "invariants: " + valid + " valid, " + count(result, Verdict.VIOLATED) + " violated" + rest;
    }

    private static long count(TrialResult result, Verdict verdict) {
        return result.lamps().stream()
                .map(Judge.Lamp::verdict)
                .filter(verdict::equals)
                .count();
    }

    /** {@code valid}, {@code unknown}, and louder than these {@code VIOLATED}. */
    public static String word(Verdict verdict) {
        return verdict == Verdict.VIOLATED ? verdict.name() : verdict.name().toLowerCase(Locale.ROOT);
    }
}
