package dev.raftbeat.zoo;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.scenario.TrialLength;
import dev.raftbeat.scenario.TrialResult;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A scenario played with a wrong rule and with the true ones, both under the same seeds. A check counts when the wrong
 * rule breaks it under several of them, and the true rules under none: what plain Raft cannot keep either is nobody's
 * find, and what comes about once in sixteen runs is luck.
 *
 * @param lines its lines but for comments, expectations and blocks of sentences
 * @param broken what counts, in the order of the checks' ids, invariants first
 * @param rare what the wrong rule broke under too few seeds
 * @param alsoTrue checks that were broken by the true rules as well
 * @param wrongExpectation a line that the true rules do not meet, and what was seen; then nothing counts
 */
public record PlayedAttempt(
        int lines, List<Broken> broken, List<Broken> rare, List<String> alsoTrue, Optional<String> wrongExpectation) {
    /** Under how many seeds a scenario is played, from 1 on. */
    public static final int SEEDS = 16;

    /** Under how many of them a check must be broken to count. */
    public static final int SEEDS_MIN = 4;

    /** The longest scenario, in seconds of virtual time. */
    public static final long SECONDS_MAX = 300;

    /** Does not count: it sees a lost vote in any cluster that is brought up, and leaves nothing to find. */
    private static final String GIVES_AWAY = "I16";

    /**
     * A check that was broken.
     *
     * @param sentence what it demands
     * @param seeds under how many
     * @param what was seen under the first of them
     */
    public record Broken(String check, String sentence, int seeds, String what) {}

    public PlayedAttempt {
        broken = List.copyOf(broken);
        rare = List.copyOf(rare);
        alsoTrue = List.copyOf(alsoTrue);
    }

    /** Whether it shows the wrong rule. */
    public boolean wins() {
        return !broken.isEmpty();
    }

    /** @throws IllegalArgumentException in a sentence, when it has several clusters or lasts too long */
    public static PlayedAttempt of(Scenario scenario, SimVariant wrong) {
        return of(scenario, wrong, new Progress());
    }

    /** The same; each run is counted, and when stopped it ends with a {@link dev.raftbeat.progress.StoppedException}. */
    public static PlayedAttempt of(Scenario scenario, SimVariant wrong, Progress progress) {
        if (scenario.trials().size() != 1) {
            throw new IllegalArgumentException(
                    "it has " + scenario.trials().size() + " clusters; a hunt takes scenarios with one");
        }
        Trial trial = scenario.trials().get(0);
        if (TrialLength.of(trial).seconds() > SECONDS_MAX) {
            throw new IllegalArgumentException(
                    "it may take more than " + SECONDS_MAX + " virtual seconds; a hunt takes shorter ones");
        }
        progress.begin("runs", 2 * SEEDS);
        Run asTrue = new Run(progress);
        Run asWrong = new Run(progress);
        for (int seed = 1; seed <= SEEDS; seed++) {
            asTrue.play(scenario, SimVariant.NONE, seed);
            asWrong.play(scenario, wrong, seed);
        }
        List<Broken> broken = new ArrayList<>();
        List<Broken> rare = new ArrayList<>();
        List<String> alsoTrue = new ArrayList<>();
        sentences().forEach((check, sentence) -> {
            List<String> seen = asWrong.violated.getOrDefault(check, List.of());
            if (asTrue.violated.containsKey(check)) {
                alsoTrue.add(check);
            } else if (asTrue.unmet.isEmpty() && !seen.isEmpty()) {
                List<Broken> to = seen.size() < SEEDS_MIN ? rare : broken;
                to.add(new Broken(check, sentence, seen.size(), seen.get(0)));
            }
        });
        return new PlayedAttempt(
                lines(trial), broken, rare, alsoTrue, asTrue.unmet.stream().findFirst());
    }

    /** What a shorter scenario has fewer of. */
    static int lines(Trial trial) {
        long steps = trial.steps().stream()
                .filter(step -> !(step instanceof ScenarioStep.Expect) && !(step instanceof ScenarioStep.Block))
                .count();
        return 1 + (int) steps;
    }

    /** What each check that counts demands, by its id, invariants first. */
    static SortedMap<String, String> sentences() {
        SortedMap<String, String> all = new TreeMap<>(PlayedAttempt::byNumber);
        Stream.concat(Invariants.all().stream(), Liveness.all().stream())
                .filter(check -> !check.id().equals(GIVES_AWAY))
                .forEach(check -> all.put(check.id(), check.sentence()));
        return all;
    }

    private static int byNumber(String one, String other) {
        int byKind = Character.compare(one.charAt(0), other.charAt(0));
        return byKind != 0
                ? byKind
                : Integer.compare(Integer.parseInt(one.substring(1)), Integer.parseInt(other.substring(1)));
    }

    /** What came of one kind of nodes under all seeds. */
    private static final class Run {
        private final SortedMap<String, List<String>> violated = new TreeMap<>();
        private final List<String> unmet = new ArrayList<>();
        private final Progress progress;

        Run(Progress progress) {
            this.progress = progress;
        }

        void play(Scenario scenario, SimVariant variant, long seed) {
            Judge liveness = new Judge(Liveness.all());
            ScenarioRunner runner = new ScenarioRunner(
                            "sim", spec -> new SimWorld(SimOptions.of(spec).withVariant(variant)))
                    .passing(nanos -> progress.check());
            ScenarioRunner.Listener ear = new ScenarioRunner.Listener() {
                @Override
                public FactSink begins(Scenario file, Trial trial, int number, long chosen) {
                    return liveness::hear;
                }
            };
            TrialResult result = runner.run(scenario, OptionalLong.of(seed), seed, ear)
                    .trials()
                    .get(0);
            progress.advance(1);
            liveness.endOfRun(result.endNanos());
            SortedMap<String, String> first = new TreeMap<>();
            for (Finding finding : result.findings()) {
                if (finding.verdict() == Verdict.VIOLATED && finding.line() > 0) {
                    unmet.add("line " + finding.line() + ", " + finding.text() + ": " + finding.reason()
                            + ", under seed " + seed);
                } else if (finding.verdict() == Verdict.VIOLATED) {
                    first.putIfAbsent(finding.text(), finding.reason());
                }
            }
            for (Violation violation : liveness.violations()) {
                first.putIfAbsent(violation.invariant(), violation.sentence());
            }
            first.forEach((check, what) ->
                    violated.computeIfAbsent(check, id -> new ArrayList<>()).add(what));
        }
    }
}
