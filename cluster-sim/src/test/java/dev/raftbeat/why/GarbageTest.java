package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader that stood still while Java collected its garbage: a simulated pause, told in the words of a real one. */
class GarbageTest {
    private final List<StampedFact> facts = new ArrayList<>();
    private StampedFact paused;
    private NodeId leader;

    @BeforeEach
    void aLeaderStandsStillAndAnotherIsElected() {
        WorldSpec spec = new WorldSpec(3, Pace.LAN.settings(), 7);
        List<StampedFact> told = new ArrayList<>();
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(spec)), told::add)) {
            engine.runFor(3_000_000_000L);
            TypedLines.apply(engine::apply, "pause leader");
            engine.runFor(900_000_000L);
            TypedLines.apply(engine::apply, "heal");
            engine.runFor(900_000_000L);
        }
        paused = told.stream()
                .filter(one ->
                        one.fact() instanceof FaultBegan began && began.text().startsWith("pause"))
                .findFirst()
                .orElseThrow();
        leader = ((FaultBegan) paused.fact()).nodes().get(0);
        for (StampedFact one : told) {
            boolean ofTheWorld = one.fact() instanceof FaultBegan || one.fact() instanceof FaultEnded;
            if (!ofTheWorld) {
                facts.add(one);
            }
        }
    }

    private static StampedFact with(StampedFact one, Fact fact) {
        return new StampedFact(one.tNanos(), one.node(), one.boot(), one.seq(), one.lamport(), one.cause(), fact);
    }

    /** The leader tells, at the end of all, that it had stood still since it was paused. */
    private void tellsOfItsGarbage(Optional<StampedFact> order) {
        StampedFact last = facts.get(facts.size() - 1);
        StampedFact own = facts.stream()
                .filter(one -> one.node().equals(leader))
                .reduce((first, second) -> second)
                .orElseThrow();
        long took = last.tNanos() - paused.tNanos();
        facts.add(new StampedFact(
                last.tNanos(),
                leader,
                own.boot(),
                own.seq() + 1,
                last.lamport() + 1,
                order.map(StampedFact::id),
                new GarbageCollected(paused.tNanos(), took, 256_000_000)));
    }

    private Explanation lastElection() {
        Why why = new Why(facts);
        List<StampedFact> elections = why.campaigns();
        assertThat(elections).hasSizeGreaterThan(1);
        return why.explain(elections.get(elections.size() - 1));
    }

    @Test
    void nobodyToldWhyItStoodStill() {
        assertThat(lastElection().origin().decided()).isFalse();
    }

    @Test
    void itsOwnJavaDid() {
        FaultBegan began = (FaultBegan) paused.fact();
        StampedFact order = with(
                paused, History.began(began.fault(), "collect " + leader, "action", began.nodes(), began.links(), ""));
        facts.add(order);
        tellsOfItsGarbage(Optional.of(order));
        Explanation why = lastElection();
        assertThat(why.verdict()).isEqualTo("back to an order: collect " + leader);
        assertThat(why.texts()).anyMatch(text -> text.contains("Java collected its garbage"));
    }

    @Test
    void andNobodyAskedForIt() {
        tellsOfItsGarbage(Optional.empty());
        assertThat(lastElection().verdict()).isEqualTo("back to chance: a collection that nobody asked for");
    }
}
