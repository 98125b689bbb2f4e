package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static dev.raftbeat.sim.Lab.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster does, seen from outside, when this or that befalls it. */
class ElectionsTest {
    private static final long SEEDS = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9})
    void aClusterElectsALeaderThatAllFollow(int nodes) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = new Lab(nodes, seed);
            NodeId leader = lab.elect();
            long term = lab.cluster.state(leader).orElseThrow().term();
            for (int i = 1; i <= nodes; i++) {
                assertThat(lab.cluster.state(node(i)).orElseThrow().believedLeader())
                        .contains(leader);
                assertThat(lab.cluster.state(node(i)).orElseThrow().term()).isEqualTo(term);
            }
            lab.turnPage();
            lab.run(5 * SECOND);
            assertThat(lab.told(BecamePreCandidate.class)).as("seed " + seed).isEmpty();
            lab.assertSafe();
        }
    }

    @Test
    void aKilledLeaderIsReplacedWithinTheTimeThatTheDrawsAllow() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = new Lab(Lab.options(5, seed, Pace.LAN.settings().withEvidence(false)));
            NodeId old = lab.elect();
            lab.turnPage();
            long killedAt = lab.cluster.now();
            lab.apply("kill leader");
            NodeId next = lab.elect();
            assertThat(next).isNotEqualTo(old);
            StampedFact fired = lab.told(TimerFired.class).get(0);
            assertThat(fired.tNanos() - killedAt).isBetween(95 * MILLI, 300 * MILLI);
            assertThat(lab.told(ProcessEnded.class)).hasSize(1);
            assertThat(lab.told(PeerSuspected.class)).hasSizeGreaterThanOrEqualTo(4);

            lab.apply("restart dead");
            lab.run(SECOND);
            Booted booted = lab.told(Booted.class, old).get(0);
            assertThat(booted.votedFor()).contains(old);
            assertThat(lab.cluster.leader()).contains(next);
            assertThat(lab.cluster.state(old).orElseThrow().believedLeader()).contains(next);
            lab.assertSafe();
        }
    }

    @Test
    void aFollowerThatCannotHearDeposesAHealthyLeaderOnlyWithoutPreVote() {
        Lab off =
                new Lab(Lab.options(5, 3, Pace.LAN.settings().withPreVote(false).withCheckQuorum(false)));
        off.elect();
        off.turnPage();
        off.apply("cut all -> follower");
        off.run(2 * SECOND);
        assertThat(off.told(BecameCandidate.class)).hasSizeGreaterThan(3);
        assertThat(off.told(SteppedDown.class)).isNotEmpty();
        off.assertSafe();

        Lab on = new Lab(5, 3);
        NodeId leader = on.elect();
        on.turnPage();
        on.apply("cut all -> follower");
        on.run(2 * SECOND);
        assertThat(on.told(BecamePreCandidate.class)).hasSizeGreaterThan(3);
        assertThat(on.told(BecameCandidate.class)).isEmpty();
        assertThat(on.cluster.leader()).contains(leader);
        on.assertSafe();
    }

    @Test
    void aStalledDiskOfTheLeaderDelaysNoHeartbeat() {
        Lab lab = new Lab(5, 4);
        NodeId leader = lab.elect();
        lab.apply("stall disk leader");
        lab.turnPage();
        lab.run(2 * SECOND);
        assertThat(lab.told(TimerFired.class)).isEmpty();
        assertThat(lab.count(MessageSent.class, leader, sent -> sent.kind().equals("AppendEntries")))
                .isBetween(156L, 164L);
        assertThat(lab.cluster.leader()).contains(leader);
    }

    @Test
    void aFollowerWithAStalledDiskVotesOnlyWhenItIsFreeAgain() {
        Lab lab = new Lab(3, 5);
        lab.elect();
        lab.apply("set prevote off; stall disk followers; kill leader");
        lab.turnPage();
        lab.run(SECOND);
        assertThat(lab.told(SaveBegan.class)).isNotEmpty();
        assertThat(lab.told(BecameCandidate.class)).isEmpty();
        lab.apply("free disk all");
        lab.run(SECOND);
        assertThat(lab.told(BecameLeader.class)).isNotEmpty();
        lab.assertSafe();
    }

    @Test
    void aDiskThatFailsEndsTheNodeAtItsNextSave() {
        Lab lab = new Lab(3, 6);
        NodeId leader = lab.elect();
        lab.apply("fail disk leader");
        lab.turnPage();
        lab.run(SECOND);
        assertThat(lab.told(SaveFailed.class)).isEmpty();
        lab.apply("transfer follower");
        lab.run(SECOND);
        assertThat(lab.told(SaveFailed.class, leader)).hasSize(1);
        assertThat(lab.told(Stopped.class, leader)).hasSize(1);
        assertThat(lab.told(ProcessEnded.class, NodeId.WORLD))
                .extracting(ProcessEnded::how)
                .containsExactly("exit 4");
        lab.assertSafe();
    }

    @Test
    void aFrozenFollowerThatThawsHearsWhatPiledUpBeforeItsTimerFires() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = new Lab(5, seed);
            lab.elect();
            NodeId follower = lab.cluster.leader().orElseThrow().equals(node(2)) ? node(3) : node(2);
            lab.apply("pause " + follower);
            lab.turnPage();
            lab.run(900 * MILLI);
            assertThat(lab.facts.stream().filter(fact -> fact.node().equals(follower)))
                    .isEmpty();
            lab.apply("resume " + follower);
            assertThat(lab.told(HeartbeatHeard.class, follower)).hasSizeGreaterThanOrEqualTo(17);
            lab.run(SECOND);
            assertThat(lab.told(TimerFired.class)).as("seed " + seed).isEmpty();
            lab.assertSafe();
        }
    }

    @Test
    void aFrozenLeaderIsReplacedAndStepsDownWhenItThaws() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = new Lab(5, seed);
            NodeId old = lab.elect();
            lab.apply("pause leader");
            NodeId next = lab.elect();
            assertThat(next).isNotEqualTo(old);
            lab.run(SECOND);
            lab.turnPage();
            lab.apply("resume paused");
            lab.run(100 * MILLI);
            assertThat(lab.told(SteppedDown.class, old)).hasSize(1);
            assertThat(lab.count(MessageSent.class, old, sent -> sent.kind().equals("AppendEntries")))
                    .as("heartbeats of a leader that was replaced, seed " + seed)
                    .isLessThanOrEqualTo(4);
            assertThat(lab.cluster.leader()).contains(next);
            lab.assertSafe();
        }
    }

    @Test
    void aLeaderThatIsCutOffStepsDownWithCheckQuorumAndGoesOnWithout() {
        for (boolean checks : List.of(true, false)) {
            Lab lab = new Lab(Lab.options(5, 8, Pace.LAN.settings().withCheckQuorum(checks)));
            NodeId old = lab.elect();
            lab.apply("isolate leader");
            lab.run(SECOND);
            assertThat(lab.told(SteppedDown.class, old)).hasSize(checks ? 1 : 0);
            assertThat(lab.cluster.leader()).isPresent().isNotEqualTo(Optional.of(old));
            lab.apply("heal");
            lab.run(SECOND);
            assertThat(lab.told(SteppedDown.class, old)).hasSize(1);
            lab.assertSafe();
        }
    }

    @Test
    void aRestartedNodeHasItsRulesSettingsAndTimersBeforeItsFirstMessage() {
        Lab lab = new Lab(3, 12);
        lab.elect();
        lab.apply("cut all -> n2; skew n2 +50%; set heartbeat 40ms on n2; align timers; kill n2");
        lab.turnPage();
        lab.apply("restart n2");
        lab.run(SECOND);
        assertThat(lab.told(Booted.class, node(2)).get(0).settings().heartbeatNanos())
                .isEqualTo(40 * MILLI);
        assertThat(lab.told(MessageDelivered.class, node(2))).isEmpty();
        long aligned = lab.cluster.faults().alignedNanos().orElseThrow();
        List<TimerArmed> armed = lab.told(TimerArmed.class, node(2));
        assertThat(armed).hasSizeGreaterThan(3);
        assertThat(armed.subList(1, armed.size()))
                .extracting(TimerArmed::drawNanos)
                .containsOnly(aligned);
        List<StampedFact> fired = lab.told(TimerFired.class).stream()
                .filter(fact -> fact.node().equals(node(2)))
                .toList();
        assertThat(fired.get(1).tNanos() - fired.get(0).tNanos())
                .as("true time between two timeouts of a clock that runs half as fast again")
                .isBetween(aligned * 2 / 3 - MILLI, aligned * 2 / 3 + MILLI);
    }
}
