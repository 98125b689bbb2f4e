package dev.raftbeat.scenario;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.scenario.expect.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** One scenario under many seeds. */
public final class SeedSurvey {
    private static final int SEEDS_SHOWN = 8;

    /** One run for each seed, in the order of the seeds. */
    private final List<ScenarioResult> results;

    private SeedSurvey(List<ScenarioResult> results) {
        this.results = results;
    }

    /** Runs it under {@code count} seeds, from {@code from} on, on all cores. */
    public static SeedSurvey of(ScenarioRunner runner, Scenario scenario, long from, long count) {
        return of(runner, scenario, from, count, ScenarioRunner.Listener.NONE, new Progress());
    }

    /**
     * The same, told run by run.
     *
     * @param listener told by several threads at once
     * @return when the work is to end, the runs that came to their end; empty where there is none
     */
    public static SeedSurvey of(
            ScenarioRunner runner,
            Scenario scenario,
            long from,
            long count,
            ScenarioRunner.Listener listener,
            Progress progress) {
        ScenarioRunner passing = runner.passing(nanos -> progress.check());
        return new SeedSurvey(LongStream.range(from, from + count)
                .parallel()
                .mapToObj(seed -> run(passing, scenario, seed, listener, progress))
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<ScenarioResult> run(
            ScenarioRunner runner, Scenario scenario, long seed, ScenarioRunner.Listener listener, Progress progress) {
        try {
            progress.check();
            ScenarioResult result = runner.run(scenario, OptionalLong.of(seed), seed, listener);
            progress.advance(1);
            return Optional.of(result);
        } catch (StoppedException stopped) {
            return Optional.empty();
        }
    }

    public List<ScenarioResult> results() {
        return List.copyOf(results);
    }

    /** The verdict on all of them. */
    public Verdict verdict() {
        return results.stream()
                .map(ScenarioResult::verdict)
                .reduce(Verdict::and)
                .orElse(Verdict.UNKNOWN);
    }

    /** The first seed whose run was not valid. */
    public Optional<ScenarioResult> firstOther() {
        return results.stream()
                .filter(result -> result.verdict() != Verdict.VALID)
                .max((one, other) -> one.verdict().compareTo(other.verdict()) != 0
                        ? one.verdict().compareTo(other.verdict())
                        : Long.compare(seedOf(other), seedOf(one)));
    }

    private static long seedOf(ScenarioResult result) {
        return result.trials().get(0).seed();
    }

    /** Lines that say which share of the runs was valid, line by line of the scenario, and what was measured. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (results.isEmpty()) {
            return List.of("no run came to its end");
        }
        long first = seedOf(results.get(0));
        long last = seedOf(results.get(results.size() - 1));
        // Several run at a time: those that were stopped leave gaps.
        String gaps = last - first + 1 == results.size() ? "" : results.size() + " of the ";
        lines.add(gaps + "seeds " + first + " to " + last + ": "
                + share(results.stream().map(ScenarioResult::verdict).toList()));
        List<TrialResult> trials = results.get(0).trials();
        for (int t = 0; t < trials.size(); t++) {
            lines.add("  " + trials.get(t).trial().text());
            for (ScenarioStep step : trials.get(t).trial().steps()) {
                ofLine(t, step).ifPresent(lines::add);
            }
            invariants(t).ifPresent(lines::add);
        }
        return lines;
    }

    private Optional<String> ofLine(int trial, ScenarioStep step) {
        List<Finding> findings = findings(trial, step.line());
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        String share = share(findings.stream().map(Finding::verdict).toList());
        return Optional.of(String.format("    line %-3d %s: %s%s", step.line(), step.text(), share, spread(findings)));
    }

    private List<Finding> findings(int trial, int line) {
        return results.stream()
                .flatMap(result -> result.trials().get(trial).findings().stream())
                .filter(finding -> finding.line() == line)
                .toList();
    }

    private Optional<String> invariants(int trial) {
        List<Finding> broken = findings(trial, 0);
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of("    invariants VIOLATED: " + broken.get(0).text() + ": "
                        + broken.get(0).reason());
    }

    private static String spread(List<Finding> findings) {
        double[] values = findings.stream()
                .filter(finding -> finding.value().isPresent())
                .mapToDouble(finding -> finding.value().getAsDouble())
                .sorted()
                .toArray();
        if (values.length == 0) {
            return "";
        }
        Measure.Unit unit = findings.stream()
                .flatMap(finding -> finding.unit().stream())
                .findFirst()
                .orElse(Measure.Unit.COUNT);
        return "; from " + unit.text(values[0]) + " to " + unit.text(values[values.length - 1]) + ", median "
                + unit.text(values[values.length / 2]);
    }

    private String share(List<Verdict> verdicts) {
        long valid = verdicts.stream().filter(Verdict.VALID::equals).count();
        StringBuilder text = new StringBuilder(valid + " of " + verdicts.size() + " valid");
        for (Verdict verdict : List.of(Verdict.VIOLATED, Verdict.UNKNOWN)) {
            long count = verdicts.stream().filter(verdict::equals).count();
            if (count > 0) {
                text.append(", ").append(count).append(' ').append(ResultLines.word(verdict));
                text.append(verdicts.size() == results.size() ? seeds(verdicts, verdict) : "");
            }
        }
        return text.toString();
    }

    private String seeds(List<Verdict> verdicts, Verdict wanted) {
        List<String> seeds = LongStream.range(0, verdicts.size())
                .filter(i -> verdicts.get((int) i) == wanted)
                .mapToObj(i -> String.valueOf(seedOf(results.get((int) i))))
                .toList();
        boolean more = seeds.size() > SEEDS_SHOWN;
        return " (seed " + String.join(", ", more ? seeds.subList(0, SEEDS_SHOWN) : seeds) + (more ? ", ..." : "")
                + ")";
    }
}
