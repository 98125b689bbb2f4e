package dev.raftbeat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.sim.Delays;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.world.WorldSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The time from a timer to its leader, taken apart by the stamps of recorded facts. Times in milliseconds. */
class CampaignTest {
    private static final long MS = 1_000_000L;
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final NodeId N4 = new NodeId("n4");
    private static final NodeId N5 = new NodeId("n5");
    private static final List<NodeId> MEMBERS = List.of(N1, N2, N3, N4, N5);

    private final FailoverLog log = new FailoverLog();
    private final Map<NodeId, Long> seqs = new HashMap<>();

    private FactId tell(long atMs, NodeId node, Fact fact, Optional<FactId> cause) {
        long seq = seqs.merge(node, 1L, Long::sum);
        StampedFact stamped = new StampedFact(atMs * MS, node, 1, seq, seq, cause, fact);
        log.tell(stamped);
        return stamped.id();
    }

    private FactId tell(long atMs, NodeId node, Fact fact) {
        return tell(atMs, node, fact, Optional.empty());
    }

    private static TimerArmed armed(long drawMs, long dueMs) {
        return new TimerArmed(ArmReason.HEARTBEAT, drawMs * MS, dueMs * MS);
    }

    private void began(long atMs, NodeId node) {
        tell(atMs, node, new SaveBegan(2, Optional.of(N1)));
    }

    private void saved(long atMs, NodeId node, long tookMs) {
        tell(atMs, node, new BallotSaved(2, Optional.of(N1), tookMs * MS));
    }

    private void vote(long atMs, NodeId voter, int have, int need) {
        tell(atMs, N1, new VoteCounted(voter, 2, false, Optional.empty(), have, need));
    }

    private FactId boot() {
        for (NodeId node : MEMBERS) {
            tell(-60, node, new Booted(1, Optional.empty(), MEMBERS, Pace.LAN.settings(), 0, Optional.empty()));
        }
        FactId armed = tell(-50, N1, armed(150, 100));
        tell(-50, N2, armed(200, 150));
        return armed;
    }

    /** The blow falls at 0 on n3; the timer of n1 is due at 100 and it leads at 119, by the vote of n2; n4 is slower. */
    private FailoverLog.Failover failover(boolean timer) {
        FactId armed = boot();
        if (timer) {
            tell(102, N1, new TimerFired(150 * MS, MS), Optional.of(armed));
        }
        began(105, N1);
        saved(109, N1, 4);
        began(110, N4);
        began(111, N2);
        saved(116, N2, 5);
        saved(117, N4, 7);
        vote(117, N5, 2, 3);
        vote(118, N2, 3, 3);
        tell(119, N1, new BecameLeader(2, List.of(N1, N2, N5)));
        tell(120, N2, new HeartbeatHeard(N1, 2));
        tell(122, N4, new HeartbeatHeard(N1, 2));
        return log.after(0, N3).orElseThrow();
    }

    @Test
    void eachStepIsTheTimeBetweenItsFactsAndTheVoterTheOneWhoMadeTheQuorum() {
        FailoverLog.Failover failover = failover(true);
        assertThat(failover.campaign()).contains(new Campaign(2 * MS, 3 * MS, 4 * MS, 5 * MS, OptionalLong.of(5 * MS)));
        assertThat(failover.campaign().orElseThrow().totalNanos()).isEqualTo(19 * MS);
        assertThat(failover.electedNanos()).isEqualTo(119 * MS);
    }

    @Test
    void aSimulatedElectionIsTwoRoundsAndTwoSaves() {
        SimOptions options = SimOptions.of(new WorldSpec(5, Pace.LAN.settings(), 7))
                .withLatency(Delays.uniform(MS, MS))
                .withDisk(Delays.uniform(3 * MS, 3 * MS));
        NodeId[] leader = new NodeId[1];
        SimCluster cluster = new SimCluster(options, fact -> {
            log.tell(fact);
            if (fact.fact() instanceof BecameLeader) {
                leader[0] = fact.node();
            }
        });
        cluster.runFor(1_000 * MS);
        NodeId killed = leader[0];
        long blow = cluster.now();
        cluster.kill(killed);
        cluster.runFor(1_000 * MS);
        assertThat(log.after(blow, killed).orElseThrow().campaign())
                .contains(new Campaign(0, 2 * MS, 3 * MS, 2 * MS, OptionalLong.of(3 * MS)));
    }

    @Test
    void aVoteThatNeededNobodyElseHasNoSaveOfAVoter() {
        FactId armed = tell(-50, N1, armed(150, 100));
        tell(100, N1, new TimerFired(150 * MS, 0), Optional.of(armed));
        began(101, N1);
        saved(103, N1, 2);
        vote(104, N1, 1, 1);
        tell(104, N1, new BecameLeader(2, List.of(N1)));
        assertThat(log.after(0, N3).orElseThrow().campaign())
                .contains(new Campaign(0, MS, 2 * MS, MS, OptionalLong.empty()));
    }

    @Test
    void aCampaignThatNoTimerBeganIsNotTakenApart() {
        FactId old = tell(-900, N1, armed(150, -750));
        tell(-750, N1, new TimerFired(150 * MS, 0), Optional.of(old));
        assertThat(failover(false).campaign()).isEmpty();
    }

    @Test
    void theFailedCampaignBeforeCountsForNothing() {
        FactId first = tell(-50, N1, armed(90, 40));
        tell(40, N1, new TimerFired(90 * MS, 0), Optional.of(first));
        FactId second = tell(41, N1, new TimerArmed(ArmReason.CAMPAIGN, 59 * MS, 100 * MS));
        tell(101, N1, new TimerFired(59 * MS, 0), Optional.of(second));
        began(102, N1);
        saved(104, N1, 2);
        began(105, N2);
        saved(106, N2, 1);
        vote(107, N2, 2, 2);
        tell(108, N1, new BecameLeader(2, List.of(N1, N2)));
        assertThat(log.after(0, N3).orElseThrow().campaign())
                .contains(new Campaign(MS, MS, 2 * MS, 3 * MS, OptionalLong.of(MS)));
    }

    @Test
    void theTableHasTheStepsInTheirOrderAndTheTargetWithTheTotal() {
        CampaignTable table = new CampaignTable();
        table.add(failover(true));
        assertThat(table.measures(3, "kill").stream().map(BenchValue::name))
                .containsExactly(
                        "killTimerLatenessMs",
                        "killPreVoteRoundMs",
                        "killOwnSaveMs",
                        "killVoteRoundMs",
                        "killVotersSaveMs",
                        "killTimerToLeaderMs",
                        "killTellingAQuorumMs");
        BenchValue total = table.measures(3, "kill").get(5);
        assertThat(total.value()).isBetween(18.9, 19.1);
        assertThat(total.target()).isEqualTo(OptionalDouble.of(8));
        assertThat(total.targetP95()).isEqualTo(OptionalDouble.of(20));
        assertThat(table.lines().get(5)).contains("timer to leader:").contains("median 19 ms");
        assertThat(table.lines().get(6)).contains("target").contains("(missed: ");
        assertThat(table.measures(3, "kill").get(6).value()).isBetween(2.9, 3.1);
    }
}
