package dev.raftbeat.scenario;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
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
        lines.add("  " + counts("invariants", result.lamps()));
        return lines;
    }

    /**
     * What the liveness properties say of a run: counts, then a line for each that did not hold. They are no part of its
     * verdict, since many a scenario shows on purpose what plain Raft cannot keep alive.
     */
    public static List<String> liveness(List<Judge.Lamp> lamps) {
        List<String> lines = new ArrayList<>(List.of("  " + counts("liveness", lamps)));
        for (Judge.Lamp lamp : lamps) {
            if (lamp.verdict() == Verdict.VIOLATED) {
                lines.add("    " + lamp.id() + "  " + lamp.sentence());
                lines.add("        " + lamp.violations().get(0).sentence());
            }
        }
        return lines;
    }

    private static String counts(String what, List<Judge.Lamp> lamps) {
        long valid = count(lamps, Verdict.VALID);
        List<String> open = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        for (Judge.Lamp lamp : lamps) {
            if (lamp.verdict() == Verdict.UNKNOWN && lamp.judged() > 0) {
                open.add(lamp.id() + " (" + lamp.undecided() + " open)");
            } else if (lamp.verdict() == Verdict.UNKNOWN) {
                idle.add(lamp.id());
            }
        }
        String unknown = open.isEmpty() ? "" : ", unknown: " + String.join(", ", open);
        String nothing = idle.isEmpty() ? "" : ", nothing to judge: " + String.join(" ", idle);
        return what + ": " + valid + " valid, " + count(lamps, Verdict.VIOLATED) + " violated" + unknown + nothing;
    }

    private static long count(List<Judge.Lamp> lamps, Verdict verdict) {
        return lamps.stream().map(Judge.Lamp::verdict).filter(verdict::equals).count();
    }

    /** {@code valid}, {@code unknown}, and louder than these {@code VIOLATED}. */
    public static String word(Verdict verdict) {
        return verdict == Verdict.VIOLATED ? verdict.name() : verdict.name().toLowerCase(Locale.ROOT);
    }
}
