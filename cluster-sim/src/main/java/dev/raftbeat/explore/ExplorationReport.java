package dev.raftbeat.explore;

import dev.raftbeat.check.Violation;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an exploration covered and found, in lines for people. It says what was visited, and nothing beyond it. */
public final class ExplorationReport {
    private final Exploration found;
    private final long nanos;

    /** @param nanos how long it took */
    public ExplorationReport(Exploration found, long nanos) {
        this.found = found;
        this.nanos = nanos;
    }

    /** What is to be explored, told before it begins. */
    public static String intention(ExplorationBounds bounds) {
        return "Exploring " + cluster(bounds) + ".";
    }

    private static String cluster(ExplorationBounds bounds) {
        String crashes = bounds.crashes().isEmpty()
                ? "any number"
                : String.valueOf(bounds.crashes().getAsInt());
        String messages = bounds.duplicates()
                ? "messages lost, duplicated and reordered without bound"
                : "messages lost and reordered without bound, each arriving once at most (but for heartbeats)";
        if (bounds.messages().isPresent()) {
            messages += ", at most " + bounds.messages().getAsInt() + " under way that can matter";
        }
        return String.format(
                Locale.ROOT,
                "%d %s, terms up to %d, prevote %s, checkquorum %s%s, %s of crashes with restart%s; %s",
                bounds.nodes(),
                bounds.nodes() == 1 ? "node" : "nodes",
                bounds.terms(),
                bounds.preVote() ? "on" : "off",
                bounds.checkQuorum() ? "on" : "off",
                bounds.evidence() ? ", evidence on" : "",
                crashes,
                bounds.transfers() ? ", handovers" : "",
                messages);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        line(lines, "distinct states", found.distinct(), "up to the names of nodes");
        line(lines, "states", found.states(), "with names");
        line(lines, "steps looked at", found.steps(), "that change something");
        if (found.bounds().messages().isPresent()) {
            line(lines, "steps not taken", found.beyond(), "because of the bound on messages");
        }
        line(lines, "depth", found.depth(), "steps from the start to the farthest state");
        line(lines, "with a leader", found.withLeader(), "distinct states");
        line(lines, "with two leaders", found.withTwoLeaders(), "distinct states, the leaders in different terms");
        line(lines, "questions", found.asked(), "put to the real core, in " + found.locals() + " states of one node");
        lines.add(String.format(
                Locale.ROOT,
                "%-18s %15s  for states; heap in use %,d MiB",
                "memory",
                String.format(Locale.ROOT, "%,d MiB", found.bytes() >> 20),
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20));
        lines.add(String.format(Locale.ROOT, "%-18s %15s", "time", Amounts.time(nanos)));
        lines.add("");
        lines.addAll(verdict());
        return lines;
    }

    /** One row for programs; the time it took is that of this machine. */
    public Table<Exploration> table() {
        return new Table<>(
                List.of(
                        Column.data("nodes", one -> one.bounds().nodes()),
                        Column.data("terms", one -> one.bounds().terms()),
                        Column.data("ending", one -> one.ending().name().toLowerCase(Locale.ROOT)),
                        Column.data("distinctStates", Exploration::distinct),
                        Column.data("states", Exploration::states),
                        Column.data("stepsLookedAt", Exploration::steps),
                        Column.data("stepsNotTaken", Exploration::beyond),
                        Column.data("depth", Exploration::depth),
                        Column.data("distinctStatesWithLeader", Exploration::withLeader),
                        Column.data("distinctStatesWithTwoLeaders", Exploration::withTwoLeaders),
                        Column.data("questions", Exploration::asked),
                        Column.data("memoryBytes", Exploration::bytes),
                        Column.data("seconds", one -> nanos / 1e9),
                        Column.data(
                                "broken",
                                one -> one.broken()
                                        .map(example -> example.claim().id())),
                        Column.data(
                                "sentence",
                                one -> one.broken()
                                        .map(example -> example.claim().sentence()))),
                List.of(found));
    }

    private static void line(List<String> lines, String what, long count, String meaning) {
        lines.add(String.format(Locale.ROOT, "%-18s %,15d  %s", what, count, meaning));
    }

    private List<String> verdict() {
        return switch (found.ending()) {
            case COMPLETE -> held("All states within these bounds were visited. In each, and in each step:");
            case DEPTH ->
                held(
                        "All states at most "
                                + found.bounds().depth().orElseThrow()
                                + " steps from the start were visited; deeper ones were not. In each, and in each step before:");
            case LIMIT -> undecided("Stopped at the limit of " + found.bounds().limit() + " distinct states");
            case MEMORY -> undecided("Stopped for want of memory");
            case INTERRUPTED -> undecided("Interrupted");
            case BROKEN -> broken(found.broken().orElseThrow());
        };
    }

    private static List<String> held(String first) {
        List<String> lines = new ArrayList<>(List.of(first));
        Arrays.stream(Claim.values()).forEach(claim -> lines.add("  " + claim.id() + "  " + claim.sentence()));
        lines.add(
                "Not covered: more nodes, terms and crashes than these; logs that differ; settings that change while running;"
                        + " connections; whether a leader is ever found (docs/EXPLORE.md).");
        return lines;
    }

    private List<String> undecided(String why) {
        return List.of(
                why + ": nothing was broken in the "
                        + String.format(Locale.ROOT, "%,d", found.distinct())
                        + " distinct states that were found, nearest first.",
                "What lies beyond them is unknown.");
    }

    private static List<String> broken(Counterexample example) {
        List<String> lines = new ArrayList<>();
        lines.add("BROKEN: " + example.claim().id() + "  " + example.claim().sentence());
        lines.add("A shortest way there, replayed on the real core behind the real driver:");
        example.steps().forEach(step -> lines.add("  " + step));
        lines.add(
                example.violations().isEmpty()
                        ? "The checks of facts do not see it yet."
                        : "The checks of facts, on the same run:");
        for (Violation violation : example.violations()) {
            lines.add("  " + violation.invariant() + "  " + violation.sentence());
        }
        lines.add(
                example.repeats()
                        ? "As a scenario, which breaks the same:"
                        : "As a scenario, as far as its language can say it (played, it does not break the same):");
        lines.add("");
        lines.addAll(example.scenario().lines().toList());
        return lines;
    }
}
