package dev.raftbeat.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.ForwardingWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.zoo.Zoo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NemesisTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Nemesis.Listener NOBODY = fact -> {};

    private static WorldSpec spec(long seed) {
        return new WorldSpec(5, Pace.LAN.settings(), seed);
    }

    private static NemesisResult storm(long seed, Set<FaultKind> mix, long seconds) {
        return new Nemesis(spec(seed), mix, NOBODY).run(new SimWorld(SimOptions.of(spec(seed))), seconds * SECOND);
    }

    @Test
    void stormsBreakNothingAndEveryCalmFindsALeader() {
        NemesisResult result = storm(3, FaultKind.of(WorldKind.SIM), 60);
        assertThat(result.lamps()).flatExtracting(Judge.Lamp::violations).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.calms()).hasSizeGreaterThan(5).allMatch(NemesisResult.Calm::met);
        assertThat(result.faults()).containsOnlyKeys(FaultKind.of(WorldKind.SIM));
        assertThat(result.events().elections()).isGreaterThan(5);
        assertThat(result.failoverNanos()).isNotEmpty().isSorted();
    }

    @Test
    void theSameSeedDoesTheSame() throws Exception {
        NemesisResult once = storm(4, FaultKind.of(WorldKind.SIM), 20);
        assertThat(storm(4, FaultKind.of(WorldKind.SIM), 20)).isEqualTo(once);
        assertThat(storm(5, FaultKind.of(WorldKind.SIM), 20).scenario()).isNotEqualTo(once.scenario());
        byte[] text = once.scenario().getBytes(StandardCharsets.UTF_8);
        assertThat(ScenarioParser.parse("nemesis", text).trials()).hasSize(1);
    }

    @Test
    void nodesThatForgetTheirVotesAreFoundOut() {
        SimOptions wrong = SimOptions.of(spec(1))
                .withVariant(Zoo.find("never-saves").orElseThrow().onSim());
        NemesisResult result =
                new Nemesis(spec(1), EnumSet.of(FaultKind.KILL), NOBODY).run(new SimWorld(wrong), 60 * SECOND);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.lamps()).anyMatch(lamp -> lamp.verdict() == Verdict.VIOLATED);
    }

    @Test
    void aCalmWithoutALeaderIsAViolation() {
        World deaf = new ThatDoesNotHeal(new SimWorld(SimOptions.of(spec(2))));
        NemesisResult result = new Nemesis(spec(2), EnumSet.of(FaultKind.KILL), NOBODY).run(deaf, 10 * SECOND);
        assertThat(result.calms().get(0).met()).isTrue();
        assertThat(result.calms()).anyMatch(calm -> !calm.met());
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void whoeverStopsItGetsWhatWasSeen() {
        List<Nemesis> nemesis = new ArrayList<>();
        nemesis.add(new Nemesis(spec(3), FaultKind.of(WorldKind.SIM), new Nemesis.Listener() {
            @Override
            public void fact(dev.raftbeat.protocol.StampedFact fact) {}

            @Override
            public void calm(NemesisResult.Calm calm, long faultsSoFar) {
                if (faultsSoFar > 0) {
                    nemesis.get(0).stop();
                }
            }
        }));
        NemesisResult result = nemesis.get(0).run(new SimWorld(SimOptions.of(spec(3))), 3_600 * SECOND);
        assertThat(result.interrupted()).isTrue();
        assertThat(result.calms()).hasSize(2);
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyKindDrawsLinesThatItsWorldsUnderstand(FaultKind kind) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Fault line = FaultLanguage.parse(kind.draw(random));
            assertThat(line.word().worlds()).contains(WorldKind.CONTAINERS);
            assertThat(line.word().worlds().contains(WorldKind.SIM)).isEqualTo(kind.worksOn(WorldKind.SIM));
        }
        assertThat(FaultKind.named(kind.word())).contains(kind);
    }

    /** {@code heal} says that it did, and does nothing. */
    private record ThatDoesNotHeal(World world) implements ForwardingWorld {
        @Override
        public Outcome apply(Fault line) {
            return line.word() == FaultWords.HEAL ? new Outcome(true, "healed: nothing was broken") : world.apply(line);
        }
    }
}
