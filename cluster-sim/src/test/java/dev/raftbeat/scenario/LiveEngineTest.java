package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.expect.MissingFacts;
import dev.raftbeat.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an engine listens on a world that tells late. The world's clock goes on with every look at it. */
class LiveEngineTest {
    private static final long MILLI = 1_000_000L;
    private static final long LOOK = 20 * MILLI;

    private final History history = History.booted(3);
    private final LateWorld world = new LateWorld();
    private final MissingFacts unheard = new MissingFacts();
    private LiveEngine engine;
    private StampedFact sent;

    /** n1 has sent a message, which n2 has told of and n1 itself has not. */
    @BeforeEach
    void aMessageOfWhichOnlyItsReceiverHasTold() {
        engine = new LiveEngine(world, unheard::hear);
        sent = history.at(10).node("n1").sends("n2", "AppendEntries", 1);
        world.sink.tell(history.node("n2").receives(sent));
        engine.runUntil(() -> !unheard.owesNothing(), 1_000 * MILLI);
        assertThat(unheard.owesNothing()).isFalse();
    }

    @Test
    void whatIsKnownToBeMissingIsWaitedFor() {
        world.late.add(sent);
        world.tellsAt = world.now + 900 * MILLI;
        engine.settle(unheard::owesNothing);
        assertThat(unheard.owesNothing()).isTrue();
        assertThat(world.now).as("not much longer than needed").isLessThan(world.tellsAt + 10 * LOOK);
    }

    @Test
    void whatIsOnItsWayIsWaitedForThoughNobodyKnowsOfIt() {
        world.late.add(sent);
        world.tellsAt = world.now + 900 * MILLI;
        engine.settle();
        assertThat(unheard.owesNothing()).isTrue();
    }

    @Test
    void whoNeverTellsIsNotWaitedForForEver() {
        engine.settle(unheard::owesNothing);
        assertThat(unheard.owesNothing()).isFalse();
    }

    /** Tells what it was given to tell when the time has come. */
    private final class LateWorld implements World {
        private final List<StampedFact> late = new ArrayList<>();
        private FactSink sink;
        private long now;
        private long tellsAt;

        @Override
        public long nowNanos() {
            now += LOOK;
            if (now >= tellsAt) {
                late.forEach(sink::tell);
                late.clear();
            }
            return now;
        }

        @Override
        public long toldNanos() {
            return late.isEmpty() ? now : 0;
        }

        @Override
        public void observe(FactSink to) {
            sink = to;
            history.facts().forEach(sink::tell);
        }

        @Override
        public String title() {
            return "a slow one";
        }

        @Override
        public List<NodeId> members() {
            return history.members();
        }

        @Override
        public Abilities abilities() {
            return new Abilities(true, false, false);
        }

        @Override
        public Outcome apply(Fault line) {
            return new Outcome(false, "nothing can be done here");
        }

        @Override
        public void close() {}
    }
}
