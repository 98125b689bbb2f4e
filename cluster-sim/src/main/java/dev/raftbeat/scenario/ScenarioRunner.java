package dev.raftbeat.scenario;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Runs scenarios on one kind of world. Keeps nothing between runs. */
public final class ScenarioRunner {
    private final String word;
    private final Function<WorldSpec, World> launch;
    private final LongConsumer passed;

    /**
     * @param word for this kind of world: {@code sim}, {@code local}
     * @param launch brings a cluster up; each is closed after its trial
     */
    public ScenarioRunner(String word, Function<WorldSpec, World> launch) {
        this(word, launch, nanos -> {});
    }

    private ScenarioRunner(String word, Function<WorldSpec, World> launch, LongConsumer passed) {
        this.word = word;
        this.launch = launch;
        this.passed = passed;
    }

    /**
     * A runner that tells bit by bit how much of the clusters' time has passed, or did not have to pass, out of what
     * {@link TrialLength} says.
     *
     * @param told in nanoseconds; may throw {@link StoppedException} to end the run there, which is then judged as far as
     *     it came
     */
    public ScenarioRunner passing(LongConsumer told) {
        return new ScenarioRunner(word, launch, told);
    }

    /** Told how a run goes on, on the thread that runs it. */
    public interface Listener {
        Listener NONE = new Listener() {};

        /** One that only hears facts; {@code clusters} is asked once for each cluster that is about to come up. */
        static Listener hearing(Supplier<FactSink> clusters) {
            return new Listener() {
                @Override
                public FactSink begins(Scenario scenario, Trial trial, int number, long seed) {
                    return clusters.get();
                }
            };
        }

        /**
         * A cluster is about to come up.
         *
         * @param number which cluster of the file, from 1
         * @return who is to hear its facts, too
         */
        default FactSink begins(Scenario scenario, Trial trial, int number, long seed) {
            return fact -> {};
        }

        /** A line is about to be carried out. */
        default void doing(ScenarioStep step) {}

        /** A line was carried out since which times do not fit: a sentence for each two. */
        default void timing(ScenarioStep step, List<String> notes) {}

        /** A line that could fail has been judged. */
        default void found(Finding finding) {}

        /** It has been played, and is no more. */
        default void ended(Scenario scenario, TrialResult result, int number) {}
    }

    public String word() {
        return word;
    }

    /**
     * Runs all clusters of a file, one after another.
     *
     * @param seed for all of them; if not given, the file's own, or else {@code otherwise}
     */
    public ScenarioResult run(Scenario scenario, OptionalLong seed, long otherwise, Listener listener) {
        List<TrialResult> results = new ArrayList<>();
        int number = 0;
        for (Trial trial : scenario.trials()) {
            number++;
            long chosen = seed.orElse(trial.seed().orElse(otherwise));
            boolean own = trial.seed().equals(OptionalLong.of(chosen));
            FactSink also = listener.begins(scenario, trial, number, chosen);
            TrialRun run = new TrialRun(
                    trial,
                    chosen,
                    own,
                    sink -> Engine.of(launch.apply(trial.spec(chosen)), sink),
                    also,
                    listener,
                    passed);
            TrialResult result = run.play();
            results.add(result);
            listener.ended(scenario, result, number);
            if (run.interrupted()) {
                break;
            }
        }
        return new ScenarioResult(scenario, word, results);
    }

    /** A runner for one scenario that counts the seconds of its clusters, and ends when it is stopped. */
    public ScenarioRunner within(Progress progress, Scenario scenario) {
        progress.begin(
                "",
                scenario.trials().stream()
                        .mapToDouble(trial -> TrialLength.of(trial).seconds())
                        .sum());
        return passing(nanos -> progress.advance(nanos / 1e9));
    }

    /** As the file says, and with this seed where it says nothing. */
    public ScenarioResult run(Scenario scenario, long otherwise) {
        return run(scenario, OptionalLong.empty(), otherwise, Listener.NONE);
    }
}
