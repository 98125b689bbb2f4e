package dev.raftbeat.random;

import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.History;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plays the lines of a drawn scenario on a simulated cluster, without the history and the sentences that the runner of
 * scenarios keeps: several times as fast, and the same run to the nanosecond. A line that the cluster refuses, such as
 * {@code kill leader} while nobody leads, changes nothing and is passed over.
 */
final class ScenarioPlayer implements ScenarioStep.Visitor {
    /** What the calm phase demands. */
    static final String LIVENESS = "L1";

    private final Trial trial;
    private final SimCluster cluster;
    private final Judge judge = new Judge();
    private final TreeSet<Integer> refused = new TreeSet<>();
    private final SortedMap<String, Integer> done = new TreeMap<>();
    private Optional<Broken> broken = Optional.empty();
    private Optional<Leading> settled = Optional.empty();

    /**
     * What did not hold.
     *
     * @param claim the invariant's id, or {@link #LIVENESS}
     */
    record Broken(String claim, String sentence) {}

    /**
     * How a play went.
     *
     * @param refused the lines that the cluster refused, counted from 1
     * @param virtualNanos how long it lasted
     * @param done how often each word was carried out
     */
    record Outcome(
            Optional<Broken> broken,
            TreeSet<Integer> refused,
            long virtualNanos,
            long facts,
            int nodes,
            SortedMap<String, Integer> done) {}

    private ScenarioPlayer(Trial trial, long seed, SimVariant variant) {
        this.trial = trial;
        WorldSpec spec = new WorldSpec(trial.nodes(), trial.settings(), seed, trial.store());
        cluster = new SimCluster(SimOptions.of(spec).withVariant(variant), judge::hear);
    }

    /**
     * Plays these lines.
     *
     * @return nothing when they are no scenario
     */
    static Optional<Outcome> of(List<String> lines, long seed, SimVariant variant) {
        Scenario scenario;
        try {
            scenario = ScenarioParser.parse("drawn", String.join("\n", lines));
        } catch (ScenarioSyntaxException e) {
            return Optional.empty();
        }
        return Optional.of(new ScenarioPlayer(scenario.trials().get(0), seed, variant).play());
    }

    private Outcome play() {
        for (ScenarioStep step : trial.steps()) {
            step.accept(this);
        }
        // Broken safety explains broken liveness, never the other way round.
        Optional<Broken> unsafe = judge.violations().stream().findFirst().map(ScenarioPlayer::broken);
        return new Outcome(unsafe.or(() -> broken), refused, cluster.now(), cluster.told(), trial.nodes(), done);
    }

    private static Broken broken(Violation violation) {
        return new Broken(violation.invariant(), violation.sentence());
    }

    @Override
    public void runFor(ScenarioStep.RunFor step) {
        cluster.runFor(step.time().nanos(cluster.history().electionNanosMax()));
    }

    @Override
    public void runUntil(ScenarioStep.RunUntil step) {
        throw new IllegalArgumentException("no drawn scenario has: " + step.text());
    }

    @Override
    public void breaks(ScenarioStep.Break step) {
        if (cluster.apply(step.fault()).accepted()) {
            done.merge(step.fault().word().text(), 1, Integer::sum);
        } else {
            refused.add(step.line());
        }
    }

    @Override
    public void expect(ScenarioStep.Expect step) {
        History history = cluster.history();
        Optional<Leading> leader =
                history.nameOf(history.leader()).map(node -> new Leading(node, history.leaderTerm()));
        boolean holds = step.text().equals("expect stable")
                ? history.isStable(cluster.now())
                : leader.isPresent() && leader.equals(settled);
        if (!holds && broken.isEmpty()) {
            String seen = leader.map(leading -> leading.node() + " leads").orElse("nobody leads");
            broken = Optional.of(new Broken(LIVENESS, "left alone, no leader that stays: " + seen));
        }
        settled = leader;
    }

    @Override
    public void block(ScenarioStep.Block step) {
        throw new IllegalArgumentException("no drawn scenario has sentences");
    }
}
