package dev.raftbeat.harness;

import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** One simulated run, and the same run again without some of the lines that were done to it: same seed, same times. */
final class Counterfactuals {
    private final WorldSpec spec;
    private final List<StampedFact> facts;
    private final List<StampedFact> lines;
    private final Map<List<Integer>, List<StampedFact>> elections = new LinkedHashMap<>();

    private Counterfactuals(WorldSpec spec, List<StampedFact> facts) {
        this.spec = spec;
        this.facts = List.copyOf(facts);
        lines = facts.stream().filter(fact -> fact.fact() instanceof FaultBegan).toList();
    }

    /** One for each cluster of a scenario. */
    static List<Counterfactuals> of(String text, long seed) {
        List<WorldSpec> specs = new ArrayList<>();
        List<List<StampedFact>> runs = new ArrayList<>();
        ScenarioRunner runner = new ScenarioRunner("sim", spec -> {
            specs.add(spec);
            return new SimWorld(SimOptions.of(spec));
        });
        Object ignored = runner.run(parsed(text), OptionalLong.of(seed), seed, new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario played, Trial trial, int number, long chosen) {
                List<StampedFact> told = new ArrayList<>();
                runs.add(told);
                return told::add;
            }
        });
        List<Counterfactuals> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            all.add(new Counterfactuals(specs.get(i), runs.get(i)));
        }
        return all;
    }

    private static Scenario parsed(String text) {
        try {
            return ScenarioParser.parse("counterfactual", text);
        } catch (ScenarioSyntaxException e) {
            throw new AssertionError(e.getMessage() + "\n" + text, e);
        }
    }

    List<StampedFact> facts() {
        return facts;
    }

    /** What was done, in order. */
    List<StampedFact> lines() {
        return lines;
    }

    /** The same in words, with times in milliseconds. */
    List<String> told() {
        return lines.stream()
                .map(line -> ((FaultBegan) line.fact()).text() + " at " + line.tNanos() / 1_000_000)
                .toList();
    }

    /** Which of the lines a fact told of. */
    int line(FactId began) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).id().equals(began)) {
                return i;
            }
        }
        throw new AssertionError(began + " tells of no line");
    }

    /** A campaign begins when its node sets out to save its vote for itself. It is told of when that is saved. */
    private static boolean isCampaign(StampedFact fact) {
        return fact.fact() instanceof SaveBegan save && save.votedFor().equals(Optional.of(fact.node()));
    }

    /** While a disk stalls, one campaign after another is held back: they all begin with the first. */
    private StampedFact beginning(StampedFact election) {
        List<StampedFact> begun = new ArrayList<>();
        for (StampedFact fact : facts) {
            boolean own = fact.node().equals(election.node()) && fact.boot() == election.boot();
            if (own && isCampaign(fact) && fact.seq() < election.seq()) {
                begun.add(fact);
            }
        }
        int place = begun.size() - 1;
        while (place > 0 && isHeldBack(begun.get(place - 1), begun.get(place))) {
            place--;
        }
        return begun.get(place);
    }

    /** No timer is short enough for the one campaign to begin so soon after the ballot of the other was saved. */
    private boolean isHeldBack(StampedFact first, StampedFact second) {
        long saved = facts.stream()
                .filter(fact -> fact.node().equals(first.node())
                        && fact.boot() == first.boot()
                        && fact.seq() > first.seq()
                        && fact.fact() instanceof BallotSaved)
                .mapToLong(StampedFact::tNanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return second.tNanos() - saved < spec.settings().electionNanosMin() / 4
                && saved - first.tNanos() > spec.settings().electionNanosMin();
    }

    /** What counts as the same election in another run. */
    private enum Same {
        /** The same node asks for the same term, sooner or later. */
        TERM,
        /** And it does so at the same time. */
        TERM_AND_TIME,
        /** The same node stands for election at the same time; others may have used up more terms, or fewer. */
        TIME
    }

    /** @param without lines that are left out */
    private boolean happensWithout(StampedFact election, List<Integer> without, Same same) {
        StampedFact began = beginning(election);
        // No wait is decided by less than a heartbeat.
        long nanos = same == Same.TERM
                ? 10 * spec.settings().electionNanosMax()
                : spec.settings().heartbeatNanos();
        return played(election, without).stream()
                .filter(other -> other.node().equals(began.node()))
                .filter(other -> same == Same.TIME || other.fact().equals(began.fact()))
                .anyMatch(other -> Math.abs(other.tNanos() - began.tNanos()) <= nanos);
    }

    /** Whether the same run, with all that was done, has the election: it must. */
    boolean repeats(StampedFact election) {
        return happensWithout(election, List.of(), Same.TERM_AND_TIME);
    }

    /**
     * Whether the election happens because of this line: it happens without some others (none, one or two), and does not
     * when this line is left out as well. So a line counts too where any of several would have done.
     */
    boolean isCause(StampedFact election, int line) {
        List<Integer> before = new ArrayList<>();
        for (int i = 0; i < lines.size() && lines.get(i).tNanos() <= election.tNanos(); i++) {
            if (i != line) {
                before.add(i);
            }
        }
        List<List<Integer>> contingencies = new ArrayList<>(List.of(List.of()));
        before.forEach(one -> contingencies.add(List.of(one)));
        before.forEach(
                one -> before.stream().filter(two -> two > one).forEach(two -> contingencies.add(List.of(one, two))));
        return contingencies.stream().anyMatch(others -> decides(election, others, line));
    }

    private boolean decides(StampedFact election, List<Integer> others, int line) {
        List<Integer> without = new ArrayList<>(others);
        without.add(line);
        without.sort(null);
        return Stream.of(Same.values())
                .anyMatch(same -> happensWithout(election, others, same) && !happensWithout(election, without, same));
    }

    /** What is done after an election does not lead to it, and is left out too. */
    private List<StampedFact> played(StampedFact election, List<Integer> without) {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < lines.size() && lines.get(i).tNanos() <= election.tNanos(); i++) {
            if (!without.contains(i)) {
                done.add(i);
            }
        }
        return elections.computeIfAbsent(done, this::played);
    }

    private List<StampedFact> played(List<Integer> done) {
        List<StampedFact> found = new ArrayList<>();
        long end = facts.get(facts.size() - 1).tNanos();
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(spec)), fact -> {
            if (isCampaign(fact)) {
                found.add(fact);
            }
        })) {
            for (int i : done) {
                engine.runFor(lines.get(i).tNanos() - engine.nowNanos());
                Object ignored = engine.apply(
                        FaultLanguage.told((FaultBegan) lines.get(i).fact()).orElseThrow());
            }
            engine.runFor(end - engine.nowNanos());
        }
        return found;
    }
}
