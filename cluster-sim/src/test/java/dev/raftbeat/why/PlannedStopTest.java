package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Leaders that are told to stop: the election that follows is nobody's fault, and the end no crash. */
class PlannedStopTest {
    private static final long SECOND = 1_000_000_000L;

    private static List<StampedFact> stopped() {
        List<StampedFact> facts = new ArrayList<>();
        WorldSpec three = new WorldSpec(3, Pace.LAN.settings(), 3);
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(three)), facts::add)) {
            engine.runFor(2 * SECOND);
            TypedLines.apply(engine::apply, "stop leader");
            engine.runFor(SECOND);
        }
        return facts;
    }

    /** As if a signal had come from nobody knows where: no line was told, and the world only sees that the process is gone. */
    private static List<StampedFact> bySignal() {
        List<StampedFact> facts = new ArrayList<>();
        for (StampedFact fact : stopped()) {
            if (fact.fact() instanceof StopBegan) {
                facts.add(with(fact, Optional.empty(), new StopBegan()));
            } else if (fact.fact() instanceof ProcessEnded ended) {
                facts.add(with(fact, fact.cause(), new ProcessEnded(ended.target(), "gone")));
            } else if (!(fact.fact() instanceof FaultBegan)) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private static StampedFact with(StampedFact fact, Optional<FactId> cause, Fact other) {
        return new StampedFact(fact.tNanos(), fact.node(), fact.boot(), fact.seq(), fact.lamport(), cause, other);
    }

    private static Explanation lastElection(List<StampedFact> facts) {
        Why why = new Why(facts);
        return why.explain(why.campaigns().get(why.campaigns().size() - 1));
    }

    private static StampedFact only(List<StampedFact> facts, Class<?> kind) {
        return facts.stream()
                .filter(fact -> kind.isInstance(fact.fact()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static NodeId leader(List<StampedFact> facts) {
        return only(facts, StopBegan.class).node();
    }

    @Test
    void theElectionComesOfTheLine() {
        List<StampedFact> facts = stopped();
        Explanation election = lastElection(facts);

        assertThat(election.origin().kind()).isEqualTo(Origin.Kind.ORDER);
        assertThat(election.origin().text()).isEqualTo("stop " + leader(facts));
        assertThat(election.sentence())
                .contains("it was stopped, and handed over to ")
                .contains(" first");
    }

    @Test
    void withoutALineItComesOfTheSignal() {
        List<StampedFact> facts = bySignal();
        Explanation election = lastElection(facts);

        assertThat(election.origin().kind()).isEqualTo(Origin.Kind.ORDER);
        assertThat(election.origin().text()).isEqualTo(leader(facts) + " was told to stop");
        assertThat(election.sentence()).contains("it was stopped, and handed over to ");
    }

    @Test
    void theEndOfTheProcessIsNoCrash() {
        for (List<StampedFact> facts : List.of(stopped(), bySignal())) {
            Why why = new Why(facts);
            for (Class<?> end : List.of(ProcessEnded.class, Stopped.class, SteppedDown.class)) {
                Explanation explained = why.explain(only(facts, end));
                assertThat(explained.origin().kind()).as(end.getSimpleName()).isEqualTo(Origin.Kind.ORDER);
                assertThat(explained.sentence()).doesNotContain("could not save");
            }
        }
    }
}
