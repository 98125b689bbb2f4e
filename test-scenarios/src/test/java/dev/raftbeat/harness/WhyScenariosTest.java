package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Origin;
import dev.raftbeat.why.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every election in every scenario goes back to a fault, an order, a setting or a start, or is said to have needed none.
 * And it is so: without the line that is blamed, the election does not happen.
 */
@BesideAnother
class WhyScenariosTest {
    private static final int SEEDS = Integer.getInteger("raftbeat.scenario.seeds", 2);
    private static final long FROM = Long.getLong("raftbeat.scenario.from", 1);

    static Stream<String> files() {
        return ScenarioFilesTest.files();
    }

    /** The facts of each cluster of a file. */
    static List<List<StampedFact>> facts(String file, long seed) {
        return played(file, seed, ScenarioFilesTest.SIM);
    }

    static List<List<StampedFact>> facts(Scenario scenario, long seed) {
        return played(scenario, seed, ScenarioFilesTest.SIM);
    }

    private static List<List<StampedFact>> played(String file, long seed, ScenarioRunner runner) {
        return played(ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file)), seed, runner);
    }

    private static List<List<StampedFact>> played(Scenario scenario, long seed, ScenarioRunner runner) {
        List<List<StampedFact>> runs = new ArrayList<>();
        Object ignored = runner.run(scenario, OptionalLong.of(seed), seed, new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario played, Trial trial, int number, long chosen) {
                List<StampedFact> facts = new ArrayList<>();
                runs.add(facts);
                return facts::add;
            }
        });
        return runs;
    }

    private static Why why(List<StampedFact> facts) {
        return new Why(facts);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyElectionIsExplained(String file) {
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            for (List<StampedFact> facts : facts(file, seed)) {
                Why why = why(facts);
                assertThat(why.campaigns()).as("elections in " + file).isNotEmpty();
                for (StampedFact election : why.campaigns()) {
                    judge(why.explain(election), facts, file + " with seed " + seed);
                }
            }
        }
    }

    private static Why excerpt(List<StampedFact> facts, Excerpt.Asked asked) {
        Excerpt excerpt = new Excerpt(asked, Integer.MAX_VALUE);
        facts.forEach(excerpt::tell);
        return new Why(excerpt);
    }

    private static String told(Why why, StampedFact fact) {
        Explanation one = why.explain(fact);
        return why.election(fact) + " of " + why.elections().count() + ": " + one.sentence() + "; " + one.verdict()
                + "; " + one.judgement();
    }

    /** What an excerpt leaves out explains nothing. */
    @ParameterizedTest
    @MethodSource("files")
    void anExcerptTellsTheSameAsAllFacts(String file) {
        for (List<StampedFact> facts : facts(file, FROM)) {
            Why all = why(facts);
            Why excerpt = excerpt(facts, Excerpt.ELECTIONS);
            List<StampedFact> elections = all.campaigns();
            for (StampedFact election : elections) {
                assertThat(told(excerpt, election)).isEqualTo(told(all, election));
            }
            for (StampedFact one : List.of(elections.get(0), elections.get(elections.size() / 2))) {
                assertThat(told(excerpt(facts, (fact, ignored) -> fact.equals(one)), one))
                        .isEqualTo(told(all, one));
            }
            StampedFact calm = facts.get(facts.size() / 2);
            assertThat(told(excerpt(facts, (fact, ignored) -> fact.equals(calm)), calm))
                    .isEqualTo(told(all, calm));
        }
    }

    /** Whether it landed or was refused, the freeze is what made it stale. */
    @ParameterizedTest
    @ValueSource(strings = {"fencing/stale-write-lands.scenario", "fencing/stale-write-bounces.scenario"})
    void aStaleWriteGoesBackToTheFreeze(String file) {
        for (List<StampedFact> facts : facts(file, FROM)) {
            StampedFact stale = facts.stream()
                    .filter(fact -> fact.fact() instanceof WriteRefused
                            || fact.fact() instanceof WriteLanded landed && landed.term() < landed.highest())
                    .findFirst()
                    .orElseThrow();
            Explanation one = why(facts).explain(stale);
            assertThat(one.origin().decided()).isTrue();
            assertThat(one.origin().text()).startsWith("pause n");
            assertThat(one.steps().get(one.steps().size() - 1).text())
                    .contains("'s write of term 1 came after those of");
        }
    }

    private static void judge(Explanation one, List<StampedFact> facts, String run) {
        String what = run + ", " + one.of().id() + ": " + one.sentence();
        assertThat(one.origin().decided()).as(what + ": " + one.verdict()).isTrue();
        StampedFact origin = one.origin().fact().orElseThrow();
        assertThat(facts).as(what).contains(origin);
        assertThat(origin.tNanos()).as(what).isLessThanOrEqualTo(one.of().tNanos());
        assertThat(one.steps()).as(what).hasSizeGreaterThan(2);
        assertThat(one.sentence())
                .as(what)
                .contains("asked for term " + one.term().orElseThrow());
        boolean told = one.origin()
                .fact()
                .map(StampedFact::id)
                .equals(one.steps().get(0).fact());
        assertThat(told).as(what + " begins with its origin").isTrue();
        boolean began = facts.stream()
                .takeWhile(fact -> !fact.equals(one.of()))
                .anyMatch(fact -> fact.fact() instanceof FaultBegan);
        if (!began) {
            assertThat(one.origin().kind()).as(what).isIn(Origin.Kind.START, Origin.Kind.CHANCE);
        }
    }

    /**
     * For the first election that a line is blamed for: the same seed without that line, and without what was done at the
     * same moment, has no such election.
     */
    @ParameterizedTest
    @MethodSource("files")
    void withoutWhatIsBlamedItDoesNotHappen(String file) {
        List<LeftOut> worlds = new ArrayList<>();
        List<List<StampedFact>> runs = played(file, FROM, new ScenarioRunner("sim", spec -> {
            worlds.add(new LeftOut(spec, List.of()));
            return worlds.get(worlds.size() - 1);
        }));
        for (int cluster = 0; cluster < runs.size(); cluster++) {
            SortedSet<Long> tried = new TreeSet<>();
            Why why = why(runs.get(cluster));
            for (StampedFact election : why.campaigns()) {
                Explanation one = why.explain(election);
                long blamed = one.origin().fact().orElseThrow().tNanos();
                List<Integer> lines = worlds.get(cluster).lines.getOrDefault(blamed, List.of());
                if (!lines.isEmpty() && tried.add(blamed)) {
                    ScenarioRunner without = new ScenarioRunner("sim", spec -> new LeftOut(spec, lines));
                    assertThat(happens(election, played(file, FROM, without).get(cluster)))
                            .as(file + ", cluster " + (cluster + 1) + " without lines " + lines + ": " + one.sentence())
                            .isFalse();
                }
            }
        }
    }

    private static boolean happens(StampedFact election, List<StampedFact> facts) {
        return facts.stream()
                .anyMatch(fact -> fact.fact() instanceof BecameCandidate
                        && fact.fact().equals(election.fact())
                        && fact.node().equals(election.node())
                        && fact.tNanos() == election.tNanos());
    }

    // What a recording may lack. Each makes some elections undecided, and none of them a tale.

    private static StampedFact withoutCause(StampedFact fact) {
        return new StampedFact(
                fact.tNanos(), fact.node(), fact.boot(), fact.seq(), fact.lamport(), Optional.empty(), fact.fact());
    }

    private static void becomesUndecided(String file, UnaryOperator<List<StampedFact>> stolen) {
        List<StampedFact> facts = facts(file, FROM).get(0);
        Why why = why(stolen.apply(facts));
        List<Explanation> all = why.campaigns().stream().map(why::explain).toList();
        assertThat(all).isNotEmpty();
        assertThat(all.stream().filter(one -> !one.origin().decided()))
                .as("what is undecided")
                .isNotEmpty()
                .allMatch(one -> one.origin().text().contains("not among the facts")
                        || one.origin().text().contains("may have stood still"));
    }

    @Test
    void timersWithoutTheirCausesAreUndecided() {
        becomesUndecided(
                "one-way/deaf-follower.scenario",
                facts -> facts.stream()
                        .map(fact -> fact.fact() instanceof TimerFired ? withoutCause(fact) : fact)
                        .toList());
    }

    @Test
    void lossesWithoutTheFactOfTheirFaultAreUndecided() {
        becomesUndecided(
                "one-way/deaf-follower.scenario",
                facts -> facts.stream()
                        .filter(fact -> !(fact.fact() instanceof FaultBegan))
                        .toList());
    }

    @Test
    void lossesThatNobodyToldOfAreUndecided() {
        becomesUndecided(
                "one-way/deaf-follower.scenario",
                facts -> facts.stream()
                        .filter(fact -> !(fact.fact() instanceof MessageLost) && !(fact.fact() instanceof FaultBegan))
                        .toList());
    }

    @Test
    void deathsThatNobodyToldOfAreUndecided() {
        becomesUndecided(
                "crashes/leader-kill.scenario",
                facts -> facts.stream()
                        .filter(fact -> !(fact.fact() instanceof ProcessEnded) && !(fact.fact() instanceof FaultBegan))
                        .toList());
    }
}
