package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.twin.Divergence;
import dev.raftbeat.twin.MeterTable;
import dev.raftbeat.twin.Script;
import dev.raftbeat.twin.Switch;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Origin;
import dev.raftbeat.world.TimeStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twins are one cluster until their switch matters; they part there, and stay in step. */
@BesideAnother
class TwinsTest {
    private static final String DEAF = "one-way/deaf-follower.scenario";

    private static Twins twins(String file, long seed, String left, String right) {
        Scenario scenario = ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file));
        Script script = Script.of(scenario, scenario.trials().get(0), seed, Switch.setting(left));
        return new Twins(script, Switch.setting(left), Switch.setting(right));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7})
    void thoseOfTheOneWayLinkPartAtTheFirstLostHeartbeatsElection(long seed) {
        try (Twins twins = twins(DEAF, seed, "set prevote off", "set prevote on")) {
            Divergence parting = twins.parting().orElseThrow();
            StampedFact loss = twins.left().facts().stream()
                    .filter(fact -> fact.fact() instanceof MessageLost lost
                            && lost.kind().equals("AppendEntries"))
                    .findFirst()
                    .orElseThrow();
            StampedFact deaf = twins.left().facts().stream()
                    .filter(fact -> fact.tNanos() > loss.tNanos() && fact.fact() instanceof TimerFired)
                    .findFirst()
                    .orElseThrow();
            assertThat(parting.tNanos()).isGreaterThan(loss.tNanos());
            assertThat(parting.left().orElseThrow().fact()).isInstanceOf(BecameCandidate.class);
            assertThat(parting.right().orElseThrow().fact()).isInstanceOf(BecamePreCandidate.class);
            // A vote for itself is told only when it is durable, a question at once.
            assertThat(parting.right().orElseThrow().tNanos()).isLessThanOrEqualTo(deaf.tNanos());
            assertThat(parting.right().orElseThrow().node()).isEqualTo(deaf.node());

            Explanation why = twins.why().orElseThrow();
            assertThat(why.origin().kind()).isEqualTo(Origin.Kind.FAULT);
            assertThat(why.sentence()).contains("cut all -> ", "heartbeats from ", "timer fired");
        }
    }

    /** Messages among them, and when they came: not only what is notable. */
    @ParameterizedTest
    @ValueSource(strings = {DEAF, "crashes/leader-kill.scenario", "networks/loss-10.scenario"})
    void untilTheyPartTheyTellTheSame(String file) {
        try (Twins twins = twins(file, 3, "set prevote off", "set prevote on")) {
            Divergence parting = twins.parting().orElseThrow();
            assertThat(told(twins.left().facts(), parting.tNanos()))
                    .hasSizeGreaterThan(100)
                    .isEqualTo(told(twins.right().facts(), parting.tNanos()));
        }
    }

    /** Ids move where only one of them was given a setting, and so are left out. */
    private static List<String> told(List<StampedFact> facts, long untilNanos) {
        return facts.stream()
                .filter(fact -> fact.tNanos() < untilNanos)
                .filter(fact -> !fact.fact().name().equals("SettingsChanged"))
                .filter(fact -> !(fact.fact() instanceof FaultBegan began
                        && began.kind().equals("setting")))
                .map(fact -> fact.tNanos() + " " + fact.node() + " "
                        + fact.fact().toString().replaceAll("n\\d:|FactId\\[[^]]*]|\\w+:\\d+:\\d+|\\d+:\\d+", ""))
                .toList();
    }

    @Test
    void aSwitchThatChangesNothingPartsNobody() {
        try (Twins twins = twins(DEAF, 1, "set prevote off", "set prevote off")) {
            assertThat(twins.parting()).isEmpty();
            assertThat(twins.why()).isEmpty();
            assertThat(MeterTable.of(
                            twins.left().facts(),
                            twins.right().facts(),
                            twins.script().endNanos()))
                    .noneMatch(MeterTable.Row::differs);
        }
    }

    @Test
    void theFlapMetersStandAgainstEachOther() {
        try (Twins twins = twins(DEAF, 1, "set prevote off", "set prevote on")) {
            MeterTable.Row alarms =
                    MeterTable.of(
                                    twins.left().facts(),
                                    twins.right().facts(),
                                    twins.script().endNanos())
                            .stream()
                            .filter(row -> row.name().equals("false alarms"))
                            .findFirst()
                            .orElseThrow();
            assertThat(Integer.parseInt(alarms.left())).isGreaterThanOrEqualTo(20);
            assertThat(alarms.right()).isEqualTo("0");
        }
    }

    @Test
    void theyAreAlwaysShownAtTheSameTimeAndRepeatThemselves() {
        try (Twins twins = twins(DEAF, 1, "set prevote off", "set prevote on")) {
            List<StampedFact> left = new ArrayList<>();
            twins.left().world().observe(left::add);
            long parting = twins.parting().orElseThrow().tNanos();
            twins.time().jump(parting);
            inStep(twins, parting);
            assertThat(left).endsWith(left.get(left.size() - 1)).allMatch(fact -> fact.tNanos() <= parting);
            for (TimeStep step : TimeStep.values()) {
                assertThat(twins.time().forward(step)).isTrue();
                long there = twins.time().position().nanos();
                inStep(twins, there);
                assertThat(there).isGreaterThan(parting);
                assertThat(twins.time().back(step)).isTrue();
                inStep(twins, twins.time().position().nanos());
                assertThat(twins.time().position().nanos()).isLessThan(there);
                twins.time().jump(parting);
            }
            twins.time().jump(Long.MAX_VALUE);
            inStep(twins, twins.script().endNanos());
            assertThat(twins.time().forward(TimeStep.FACT)).isFalse();
        }
    }

    private static void inStep(Twins twins, long nanos) {
        assertThat(twins.left().world().nowNanos()).isEqualTo(nanos);
        assertThat(twins.right().world().nowNanos()).isEqualTo(nanos);
    }
}
