package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Processes that are told to stop ({@code stop}), and what a kill does instead. */
class StopTest {
    private static final long SEEDS = 20;

    private static List<String> ends(Lab lab) {
        return lab.told(ProcessEnded.class).stream()
                .map(fact -> ((ProcessEnded) fact.fact()).how())
                .toList();
    }

    @Test
    void aLeaderThatIsToldToStopIsFollowedByOneWithoutATimer() {
        Settings plain = Pace.LAN.settings().withPreVote(false).withCheckQuorum(false);
        for (Settings settings : List.of(Pace.LAN.settings(), plain)) {
            for (long seed = 0; seed < SEEDS; seed++) {
                Lab lab = new Lab(Lab.options(3 + 2 * (int) (seed % 2), seed, settings));
                NodeId old = lab.elect();
                lab.turnPage();
                long told = lab.cluster.now();
                lab.apply("stop leader");
                lab.run(300 * MILLI);

                StampedFact elected = lab.told(BecameLeader.class).get(0);
                assertThat(elected.tNanos() - told).as("seed " + seed).isLessThan(20 * MILLI);
                assertThat(lab.told(TimerFired.class)).isEmpty();
                assertThat(lab.told(BecameCandidate.class))
                        .allMatch(fact -> ((BecameCandidate) fact.fact()).transfer());
                assertThat(lab.told(Stopped.class, old))
                        .containsExactly(new Stopped("it was told to stop, and " + elected.node() + " leads"));
                assertThat(ends(lab)).containsExactly("stopped");
                StampedFact ended = lab.told(ProcessEnded.class).get(0);
                assertThat(ended.tNanos()).isBetween(elected.tNanos(), told + 20 * MILLI);

                lab.apply("restart dead");
                lab.run(SECOND);
                assertThat(lab.cluster.leader()).contains(elected.node());
                lab.assertSafe();
            }
        }
    }

    /** Who has handed over may be gone before everybody has heard of it: still nobody was lost. */
    @Test
    void aChangeByPlanIsNoLossOfALeader() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = new Lab(5, seed);
            lab.elect();
            lab.apply("stop leader");
            lab.run(300 * MILLI);
            FlapMeter history = new FlapMeter();
            lab.facts.forEach(history::hear);
            assertThat(history.failovers())
                    .as("seed " + seed)
                    .singleElement()
                    .extracting(Failover::how, Failover::judgement)
                    .containsExactly(Failover.Loss.HANDED_OVER, Failover.Judgement.ON_PURPOSE);
        }
    }

    @Test
    void aFollowerEndsAtOnceAndNobodyMinds() {
        Lab lab = new Lab(5, 1);
        NodeId leader = lab.elect();
        lab.turnPage();
        long told = lab.cluster.now();
        lab.apply("stop leader+1");
        assertThat(lab.told(ProcessEnded.class)).singleElement().matches(fact -> fact.tNanos() == told);
        lab.run(SECOND);
        assertThat(lab.cluster.leader()).contains(leader);
        assertThat(lab.told(TransferBegan.class)).isEmpty();
        lab.assertSafe();
    }

    @Test
    void aKillHandsNothingOver() {
        Lab lab = new Lab(5, 1);
        lab.elect();
        lab.turnPage();
        lab.apply("kill leader");
        lab.run(SECOND);
        assertThat(lab.told(TransferBegan.class)).isEmpty();
        assertThat(lab.told(TimerFired.class)).isNotEmpty();
        assertThat(ends(lab)).containsExactly("killed");
    }

    @Test
    void nobodyTakesOverWhoseDiskStandsStillAndTheLeaderGoesAnyway() {
        Lab lab = new Lab(3, 1);
        NodeId old = lab.elect();
        lab.apply("stall disk others");
        lab.turnPage();
        long told = lab.cluster.now();
        lab.apply("stop " + old);
        lab.run(250 * MILLI);
        assertThat(lab.told(ProcessEnded.class)).singleElement().matches(fact -> fact.tNanos() == told + 200 * MILLI);
        assertThat(lab.told(BecameLeader.class)).isEmpty();
    }

    /** The word that it ends waits for its own disk: the process does not. */
    @Test
    void itsOwnDiskHoldsUpNoStop() {
        Lab lab = new Lab(3, 1);
        NodeId old = lab.elect();
        lab.apply("stall disk " + old);
        lab.turnPage();
        long told = lab.cluster.now();
        lab.apply("stop " + old);
        lab.run(250 * MILLI);
        assertThat(lab.told(Stopped.class)).isEmpty();
        assertThat(lab.told(ProcessEnded.class)).singleElement().matches(fact -> fact.tNanos() == told + 200 * MILLI);
        lab.assertSafe();
    }

    @Test
    void whenAllAreToldLeadershipDoesNotGoRound() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = new Lab(5, seed);
            lab.elect();
            lab.turnPage();
            long told = lab.cluster.now();
            lab.apply("stop all");
            lab.run(300 * MILLI);
            assertThat(ends(lab)).hasSize(5).containsOnly("stopped");
            assertThat(lab.told(ProcessEnded.class)).allMatch(fact -> fact.tNanos() - told <= 20 * MILLI);
            assertThat(lab.told(BecameLeader.class)).as("seed " + seed).isEmpty();
            lab.assertSafe();
        }
    }

    @Test
    void aRestartDoesNotWaitForAStop() {
        Lab lab = new Lab(5, 1);
        NodeId old = lab.elect();
        lab.turnPage();
        lab.apply("stop leader");
        lab.apply("restart " + old);
        assertThat(lab.told(Booted.class, old)).hasSize(1);
        assertThat(ends(lab)).containsExactly("stopped");
        lab.run(SECOND);
        assertThat(lab.cluster.leader()).isPresent();
        assertThat(ends(lab)).hasSize(1);
        lab.assertSafe();
    }

    @Test
    void theNodeSaysWhyAndTheLineIsTheCause() {
        Lab lab = new Lab(3, 1);
        NodeId old = lab.elect();
        lab.turnPage();
        lab.apply("stop leader");
        StampedFact begun = lab.told(StopBegan.class).get(0);
        assertThat(begun.node()).isEqualTo(old);
        assertThat(begun.cause()).contains(lab.facts.get(0).id());
        assertThat(lab.told(TransferBegan.class))
                .singleElement()
                .matches(fact -> fact.cause().equals(Optional.of(begun.id())));
    }
}
