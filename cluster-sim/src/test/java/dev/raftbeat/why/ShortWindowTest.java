package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window of CheckQuorum too short for the answers to heartbeats is a setting, and nobody was silent. */
class ShortWindowTest {
    private static final Settings LAN = Pace.LAN.settings();

    private final List<StampedFact> facts = new ArrayList<>();

    private void play(Settings settings, String... lines) {
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(new WorldSpec(3, settings, 7))), facts::add)) {
            for (String line : lines) {
                engine.runFor(2_000_000_000L);
                TypedLines.apply(engine::apply, line);
            }
            engine.runFor(4_000_000_000L);
        }
    }

    /** Every election behind the first one. */
    private List<Explanation> elections() {
        Why why = new Why(facts);
        List<StampedFact> all = why.campaigns();
        return all.subList(1, all.size()).stream().map(why::explain).toList();
    }

    private void allGoBackTo(String setting, String step) {
        assertThat(elections()).hasSizeGreaterThan(5).allSatisfy(one -> {
            assertThat(one.verdict()).isEqualTo("back to a setting: " + setting);
            assertThat(one.sentence()).containsPattern("n\\d sends a heartbeat every " + step);
            assertThat(one.judgement()).startsWith("a false alarm: ").doesNotContain("silent");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"30ms", "51ms"})
    void aWindowThatWasSet(String window) {
        play(LAN, "set window " + window);
        allGoBackTo("set window " + window, "50 ms, and its window for the answers is " + window.replace("ms", " ms"));
    }

    @Test
    void heartbeatsThatBecameRarer() {
        play(LAN.withQuorumWindow(60_000_000), "set checkquorum off", "set heartbeat 100ms", "set checkquorum on");
        allGoBackTo("set checkquorum on", "100 ms, and its window for the answers is 60 ms");
    }

    @Test
    void aWindowThatNodesCameUpWith() {
        play(LAN.withQuorumWindow(30_000_000));
        assertThat(elections())
                .hasSizeGreaterThan(5)
                .allSatisfy(one ->
                        assertThat(one.verdict()).matches("back to a setting: n\\d came up with a window of 30 ms"));
    }

    /** With room for two heartbeats, what kept the answers away is to blame. */
    @Test
    void aCutIsStillACut() {
        play(LAN.withQuorumWindow(120_000_000), "isolate leader", "heal");
        assertThat(elections())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.verdict()).startsWith("back to a fault: isolate"));
    }
}
