package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RunWriter;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.wire.FactCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios played in virtual time: what is judged when, what a run says, and that it says the same again. */
class ScenarioRunnerTest {
    private static final ScenarioRunner SIM = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)));

    private static final String STORY = """
            cluster 3 seed 4
            run until leader
            ----
            ----
            kill leader
            run until new leader
            expect leader is not same

            ----
            something else
            ----
            run 1s
            """;

    private static Scenario scenario(String text) {
        try {
            return ScenarioParser.parse("some/story.scenario", text);
        } catch (ScenarioSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ScenarioResult run(String text) {
        return SIM.run(scenario(text), 1);
    }

    private static List<Finding> findings(ScenarioResult result) {
        return result.trials().get(0).findings();
    }

    private static List<String> factsOf(String text, long seed) {
        List<String> facts = new ArrayList<>();
        SIM.run(scenario(text), OptionalLong.of(seed), 0, new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario scenario, Trial trial, int number, long chosen) {
                return fact -> facts.add(FactCodec.line(fact));
            }
        });
        return facts;
    }

    @Test
    void theSameSeedTellsTheSameFactsAndAnotherSeedOthers() {
        String text = "cluster 5\nrun until leader\nkill leader\nlose 30% all -> all\nrun 3s\nheal\nrun 10E\n";
        assertThat(factsOf(text, 5)).hasSizeGreaterThan(1_000).isEqualTo(factsOf(text, 5));
        assertThat(factsOf(text, 6)).isNotEqualTo(factsOf(text, 5));
    }

    @Test
    void theSeedIsTheOneAskedForThenTheFilesThenTheOneGiven() {
        assertThat(run("cluster 1 seed 9\nrun 1s").trials().get(0).seed()).isEqualTo(9);
        assertThat(run("cluster 1\nrun 1s").trials().get(0).seed()).isEqualTo(1);
        assertThat(SIM.run(scenario("cluster 1 seed 9\nrun 1s"), OptionalLong.of(3), 1, ScenarioRunner.Listener.NONE)
                        .trials()
                        .get(0)
                        .seed())
                .isEqualTo(3);
    }

    @Test
    void waitingInVainIsViolatedAndTakesItsTime() {
        ScenarioResult result = run("cluster 3\nrun until leader\nkill all\nrun until leader within 2s\n");
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(findings(result)).last().extracting(Finding::reason).isEqualTo("not within 2 s");
    }

    @Test
    void aLineThatCannotBeCarriedOutEndsTheTrialUnknown() {
        ScenarioResult result = run("cluster 3\nkill leader\nexpect elections == 99\ncluster 1\nrun until leader\n");
        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(findings(result)).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.reason()).contains("no node leads now").contains("nothing after it was done");
        });
        assertThat(result.trials().get(1).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aLineThatMayWaitIsCarriedOutWhenItMeansANode() {
        ScenarioResult result = run("""
                cluster 3
                run until stable
                kill leader
                kill leader within 20E   # not between leaders
                restart dead
                run until stable
                expect elections >= 1
                """);
        assertThat(result.verdict()).as(findings(result).toString()).isEqualTo(Verdict.VALID);
        assertThat(factsOf("cluster 3\nkill leader within 20E\nrun 1s", 4))
                .anyMatch(fact -> fact.contains("FaultBegan") && fact.contains("kill n"));
    }

    @Test
    void aLineThatWaitsInVainIsUnknown() {
        ScenarioResult result = run("cluster 3\npause all\nkill leader within 2s\nexpect elections == 99\n");
        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(findings(result)).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.text()).isEqualTo("kill leader within 2s");
            assertThat(finding.reason())
                    .contains("no node leads now", "after waiting 2 s", "nothing after it was done");
        });
    }

    private static final String STALE = """
            cluster 3 store unfenced
            run until stable
            pause leader
            run 10E
            resume same
            run 10E
            """;

    @Test
    void aBrokenInvariantViolatesTheRunUnlessItWasExpected() {
        ScenarioResult surprised = run(STALE + "expect leader\n");
        assertThat(surprised.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(findings(surprised)).last().extracting(Finding::text).isEqualTo("I15");

        ScenarioResult expected = run(STALE + "expect violated I15\n");
        assertThat(expected.verdict()).isEqualTo(Verdict.VALID);
        assertThat(findings(expected))
                .last()
                .extracting(Finding::reason)
                .asString()
                .contains("landed after one of");

        ScenarioResult other = run(STALE + "expect violated I1\n");
        assertThat(other.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(findings(other)).extracting(Finding::text).contains("expect violated I1", "I15");
    }

    /** A leader arms no timer; its clock shows in its heartbeats. */
    @ParameterizedTest
    @ValueSource(strings = {"-20%", "+20%", "-5%", "+3%"})
    void aSkewedLeaderIsSeenToBe(String skew) {
        String calm = "cluster 5\nrun until stable\nskew leader %s\nrun 40E\nexpect leader-changes == 0\n";
        assertThat(run(calm.formatted(skew)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whatIsExpectedToBreakAndHoldsIsViolated() {
        ScenarioResult result = run(STALE.replace("unfenced", "fenced") + "expect violated I15\n");
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(findings(result)).last().extracting(Finding::reason).isEqualTo("nothing shows I15 violated");
    }

    @Test
    void whatIsViolatedOutranksWhatIsUnknown() {
        ScenarioResult result = run("cluster 3\nexpect elections == 0\nexpect leader\n");
        assertThat(findings(result)).extracting(Finding::verdict).containsExactly(Verdict.UNKNOWN, Verdict.VIOLATED);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void aRunOfWhichNothingIsExpectedIsValidOnceSomebodyLed() {
        assertThat(run("cluster 3\nrun 2s").verdict()).isEqualTo(Verdict.VALID);
        assertThat(run("cluster 3\nrun 1ms").verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void expectationsUnderOneAnotherJudgeTheSameTimeAndLaterOnesWhatCameSince() {
        ScenarioResult result = run("""
                cluster 3
                run until stable
                expect elections >= 1
                expect saw BecameLeader
                run 1s
                expect elections == 0
                """);
        assertThat(findings(result)).extracting(Finding::verdict).containsOnly(Verdict.VALID);
    }

    @Test
    void everyInvariantIsJudgedUnasked() {
        TrialResult trial = run("cluster 3\nrun 2s").trials().get(0);
        assertThat(trial.lamps()).hasSizeGreaterThan(8);
        assertThat(trial.lamps()).filteredOn(lamp -> lamp.id().equals("I1")).allMatch(lamp -> lamp.judged() > 0);
    }

    @Test
    void aBrokenInvariantViolatesTheRun() {
        // A wiped ballot is what Raft assumes never to happen: the node may vote twice in one term.
        ScenarioResult result = run("""
                cluster 3 prevote off checkquorum off
                run until leader
                wipe followers
                run 1E
                restart dead
                run 5E
                """);
        assertThat(findings(result)).filteredOn(finding -> finding.line() == 0).isNotEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void aBlockThatSaysSomethingElseIsViolatedAndNamesTheFirstLine() {
        ScenarioResult result = run(STORY);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(findings(result))
                .filteredOn(finding -> finding.text().equals("----"))
                .extracting(Finding::reason)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("line 4 says \"the end of the block\""),
                        second -> assertThat(second).startsWith("line 10 says \"something else\""));
    }

    @Test
    void rewrittenBlocksHoldAndNothingElseHasChanged() {
        String rewritten = Rewriting.of(run(STORY));
        assertThat(run(rewritten).verdict()).isEqualTo(Verdict.VALID);
        assertThat(Rewriting.of(run(rewritten))).isEqualTo(rewritten);
        assertThat(rewritten).contains(" leads term ").doesNotContain("something else");
        assertThat(rewritten.lines().filter(line -> !line.matches(" +\\d+\\.\\d{3} s  .*")))
                .containsExactlyElementsOf(STORY.lines()
                        .filter(line -> !line.equals("something else"))
                        .toList());
    }

    @Test
    void rewritingKeepsTheLineEnds() {
        String text = "cluster 3 seed 4\r\nrun until leader\r\n----\r\n----\r\n# the end";
        String rewritten = Rewriting.of(run(text));
        assertThat(rewritten).endsWith("----\r\n# the end").contains("\r\n----\r\n   ");
        assertThat(rewritten.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void blocksAreThoseOfTheFilesSeedAndOfNoOther() {
        ScenarioResult result = SIM.run(scenario(STORY), OptionalLong.of(5), 1, ScenarioRunner.Listener.NONE);
        assertThat(findings(result)).noneMatch(finding -> finding.text().equals("----"));
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void atAnotherPaceTimesInElectionsGoAlong() {
        Scenario slow =
                scenario("cluster 3\nrun until leader within 10E\nrun 4E\n").atPace(Pace.CLASS);
        List<StampedFact> facts = new ArrayList<>();
        SIM.run(slow, OptionalLong.of(1), 1, new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario scenario, Trial trial, int number, long chosen) {
                return facts::add;
            }
        });
        StampedFact leader = facts.stream()
                .filter(fact -> fact.fact() instanceof BecameLeader)
                .findFirst()
                .orElseThrow();
        assertThat(leader.tNanos()).isGreaterThan(1_500_000_000L);
        assertThat(facts.get(facts.size() - 1).tNanos() - leader.tNanos()).isGreaterThan(11_000_000_000L);
    }

    @Test
    void theCommandThatRepeatsARunNamesFileSeedAndWorld() {
        assertThat(run("cluster 1\nrun 1s").replay(7)).isEqualTo("raftbeat run some/story.scenario --seed 7");
        ScenarioResult local = new ScenarioResult(new Scenario("my story", "", List.of()), "local", List.of());
        assertThat(local.replay(7)).isEqualTo("raftbeat run 'my story' --on local --seed 7");
    }

    @Test
    void aSurveyTellsTheShareOfValidRunsAndTheFirstThatWasNot() {
        Scenario scenario = scenario("cluster 3\nrun until leader\nexpect leader is n1\n");
        SeedSurvey survey = SeedSurvey.of(SIM, scenario, 1, 12);
        long valid = survey.results().stream()
                .filter(result -> result.verdict() == Verdict.VALID)
                .count();
        assertThat(valid).isBetween(1L, 11L);
        assertThat(survey.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(survey.lines().get(0)).startsWith("seeds 1 to 12: " + valid + " of 12 valid");
        long first = survey.firstOther().orElseThrow().trials().get(0).seed();
        assertThat(survey.lines().get(0)).contains("VIOLATED (seed " + first);
        assertThat(survey.lines())
                .as("each time with its unit")
                .anyMatch(
                        line -> line.matches(
                                " *line 2 +run until leader: 12 of 12 valid; from [0-9.]+ ms to [0-9.]+ m?s, median [0-9.]+ m?s"));
    }

    @Test
    void aRecordingHoldsTheFactsTheResultsAndTheScenario(@TempDir Path store) throws IOException {
        String text = "cluster 3\nrun until leader\ncluster 1\nrun until leader\n";
        Recorder recorder = new Recorder(store, "sim", "");
        SIM.run(scenario(text), OptionalLong.of(5), 1, recorder);
        assertThat(recorder.written()).hasSize(2);
        Path latest = store.resolve("story.1").resolve("latest");
        assertThat(latest.toRealPath()).isEqualTo(recorder.written().get(0).toRealPath());
        assertThat(latest.resolve("scenario")).content().isEqualTo(text);
        assertThat(latest.resolve("results.json"))
                .content()
                .contains("\"verdict\": \"valid\"")
                .contains("\"seed\": 5")
                .contains("\"replay\": \"raftbeat run some/story.scenario --seed 5\"");
        assertThat(Files.readAllLines(latest.resolve(RunWriter.FACTS)))
                .isEqualTo(factsOf("cluster 3\nrun until leader", 5));
    }

    @Test
    void nodesAreCalledByNumber() {
        assertThat(scenario("cluster 2\nrun 1s").trials().get(0).spec(1).members())
                .containsExactly(new NodeId("n1"), new NodeId("n2"));
    }
}
