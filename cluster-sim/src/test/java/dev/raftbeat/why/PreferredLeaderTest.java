package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hand-over because of a priority goes back to who set it. */
class PreferredLeaderTest {
    private static final Settings LAN = Pace.LAN.settings();

    private final List<StampedFact> facts = new ArrayList<>();

    private void play(Settings settings, String line) {
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(new WorldSpec(3, settings, 3))), facts::add)) {
            engine.runFor(1_000_000_000L);
            assertThat(TypedLines.apply(engine::apply, line).done()).isTrue();
            engine.runFor(2_000_000_000L);
        }
    }

    private Explanation lastElection() {
        Why why = new Why(facts);
        List<StampedFact> all = why.campaigns();
        return why.explain(all.get(all.size() - 1));
    }

    private TransferBegan handOver() {
        return facts.stream()
                .map(StampedFact::fact)
                .filter(TransferBegan.class::isInstance)
                .map(TransferBegan.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void toALineThatSetIt() {
        play(LAN, "set priority leader+1 3");
        Explanation election = lastElection();
        NodeId target = handOver().target();

        assertThat(election.verdict()).isEqualTo("back to a setting: set priority " + target + " 3");
        assertThat(election.sentence())
                .containsPattern("it was handed leadership because its priority is 3 and n\\d's is 1");
        assertThat(election.judgement()).startsWith("on purpose");
    }

    /** Nodes that were started by hand know of no line. */
    @Test
    void toAStart() {
        play(LAN.withPriority(2), "set priority leader 1");
        facts.removeIf(fact -> fact.fact() instanceof FaultBegan);

        assertThat(lastElection().verdict())
                .isEqualTo("back to a start: " + handOver().target() + " was started with priority 2");
    }
}
