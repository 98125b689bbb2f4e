package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that stand still and go on, and processes that are killed and come back. */
@Tag("process")
class FrozenAndKilledTest {
    private static final long FREEZE_NANOS = 2_000_000_000L;

    @TempDir
    private static Path home;

    private static LiveTrio trio;

    @BeforeAll
    static void bringUp() {
        // A freeze of two seconds is longer than any timeout of this pace, and a busy machine makes no such pauses.
        trio = new LiveTrio(home.resolve("cluster"), Pace.CONTAINERS.settings());
    }

    @BeforeEach
    void calm() {
        trio.calm();
    }

    @AfterAll
    static void takeDown() {
        if (trio != null) {
            trio.close();
        }
    }

    /** Waits until the others have told facts that are so much later. */
    private static void letPass(long mark, long nanos) {
        trio.await("time goes on", () -> !trio.heard().since(mark + nanos).isEmpty());
    }

    @Test
    void aFollowerThatStoodStillHearsWhatHasArrivedBeforeItsTimerFires() {
        Leading leading = trio.calm();
        NodeId follower = trio.followerOf(leading);
        long mark = trio.apply("pause " + follower);
        letPass(mark, FREEZE_NANOS);
        long thawed = System.nanoTime();
        trio.apply("resume " + follower);
        trio.await(
                follower + " hears its leader",
                () -> trio.heard().by(follower, HeartbeatHeard.class, thawed).size() >= 10);
        assertThat(trio.heard().since(mark))
                .as("facts of an election")
                .extracting(stamped -> stamped.fact().name())
                .doesNotContain("BecamePreCandidate", "BecameCandidate", "BecameLeader", "TermAdvanced", "SteppedDown");
        assertThat(trio.calm()).isEqualTo(leading);
    }

    @Test
    void aLeaderThatStoodStillYieldsToItsSuccessor() {
        Leading old = trio.calm();
        long mark = trio.apply("pause " + old.node());
        trio.await(
                "another one leads",
                () -> trio.heard()
                        .picture()
                        .leader()
                        .filter(now -> now.term() > old.term())
                        .isPresent());
        Leading successor = trio.heard().picture().leader().orElseThrow();
        assertThat(successor.node()).isNotEqualTo(old.node());
        long thawed = System.nanoTime();
        trio.apply("resume " + old.node());
        trio.await(
                "the old leader follows",
                () -> trio.heard()
                        .any(old.node(), BecameFollower.class, fact -> fact.term() >= successor.term(), thawed));
        trio.await(
                "it hears its successor",
                () -> trio.heard()
                        .any(old.node(), HeartbeatHeard.class, fact -> fact.term() >= successor.term(), thawed));
        assertThat(trio.heard().all(HeartbeatHeard.class, thawed))
                .as("heartbeats that anybody accepted after the thaw")
                .noneMatch(heartbeat -> heartbeat.term() == old.term());
        assertThat(trio.calm().term()).isGreaterThanOrEqualTo(successor.term());
        Judge judge = new Judge();
        trio.heard().since(mark).forEach(judge::hear);
        assertThat(judge.violations()).isEmpty();
    }

    @Test
    void whateverIsKilledComesBackWithItsTermAndInANewLife() {
        for (int round = 0; round < 2; round++) {
            trio.calm();
            Map<NodeId, NodeView> before = new TreeMap<>(trio.heard().picture().nodes());
            long mark = System.nanoTime();
            trio.apply("kill all");
            trio.apply("restart all");
            for (NodeId node : trio.members()) {
                trio.await(node + " is back", () -> trio.heard().any(node, Booted.class, fact -> true, mark));
                StampedFact back = trio.heard()
                        .first(node, Booted.class, fact -> true, mark)
                        .orElseThrow();
                Booted booted = (Booted) back.fact();
                assertThat(back.boot())
                        .as("life of " + node)
                        .isEqualTo(before.get(node).boot() + 1);
                assertThat(booted.term())
                        .as("term of " + node)
                        .isGreaterThanOrEqualTo(before.get(node).term());
                if (booted.term() == before.get(node).term()) {
                    assertThat(booted.votedFor())
                            .as("vote of " + node)
                            .isEqualTo(before.get(node).votedFor());
                }
                assertThat(booted.repaired()).as("damage of " + node).isEmpty();
            }
            Leading next = trio.calm();
            assertThat(next.term()).as("the first term after").isGreaterThan(highest(before));
        }
        Judge judge = new Judge();
        trio.heard().since(0).forEach(judge::hear);
        assertThat(judge.lamps())
                .filteredOn(lamp -> List.of("I1", "I2", "I3", "I4").contains(lamp.id()))
                .allMatch(lamp -> lamp.verdict() == Verdict.VALID && lamp.judged() > 0);
    }

    private static long highest(Map<NodeId, NodeView> nodes) {
        return nodes.values().stream().mapToLong(NodeView::term).max().orElseThrow();
    }
}
