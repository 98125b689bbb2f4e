package dev.raftbeat.check.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.CoreCluster;
import dev.raftbeat.check.History;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.failover.Reign;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.safety.RealCoreTest;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the liveness properties say of the real core, with its right rules and with wrong ones. */
class RealCoreLivenessTest {
    private static final Settings PLAIN = History.LAN.withPreVote(false);

    private static List<Link> around(CoreCluster cluster, NodeId node, boolean outToo) {
        List<Link> links = new ArrayList<>();
        for (NodeId other : cluster.members()) {
            if (!other.equals(node)) {
                links.add(new Link(other, node));
                if (outToo) {
                    links.add(new Link(node, other));
                }
            }
        }
        return links;
    }

    private static NodeId leader(CoreCluster cluster) {
        FlapMeter meter = new FlapMeter(1_000_000_000L);
        cluster.facts().forEach(meter::hear);
        return meter.reading()
                .reign()
                .map(Reign::leader)
                .orElse(cluster.members().get(0));
    }

    private static void cutOff(CoreCluster cluster, NodeId node, boolean outToo, long millis) {
        long fault = cluster.cut(around(cluster, node, outToo));
        cluster.run(millis);
        cluster.joinAll(fault);
    }

    private static void kill(CoreCluster cluster, NodeId node, long millis) {
        cluster.kill(node);
        cluster.run(millis);
        cluster.restart(node);
    }

    /** Calm, a follower cut off, a deaf one, leaders killed, the leader cut off, a quorum lost, and calm again. */
    private static CoreCluster story(int size, Settings settings, RaftRules rules, long seed) {
        CoreCluster cluster = new CoreCluster(size, settings, rules, seed);
        cluster.run(10_000);
        NodeId follower = cluster.members().stream()
                .filter(member -> !member.equals(leader(cluster)))
                .findFirst()
                .orElseThrow();
        cutOff(cluster, follower, true, 3_000);
        cluster.run(4_000);
        cutOff(cluster, follower, false, 3_000);
        cluster.run(4_000);
        for (int i = 0; i < 12; i++) {
            kill(cluster, leader(cluster), 1_500);
            cluster.run(1_000);
        }
        cutOff(cluster, leader(cluster), true, 4_000);
        cluster.run(4_000);
        NodeId leader = leader(cluster);
        List<NodeId> others = cluster.members().stream()
                .filter(member -> !member.equals(leader))
                .limit(size / 2 + 1)
                .toList();
        others.forEach(cluster::kill);
        cluster.run(2_000);
        others.forEach(cluster::restart);
        cluster.run(12_000);
        return cluster;
    }

    private static Judge judge(CoreCluster cluster) {
        Judge judge = new Judge(Liveness.all());
        cluster.facts().forEach(judge::hear);
        judge.endOfRun(cluster.now());
        return judge;
    }

    private static SortedSet<String> broken(Settings settings, RaftRules rules) {
        SortedSet<String> ids = new TreeSet<>();
        for (long seed = 1; seed <= 4; seed++) {
            judge(story(3, settings, rules, seed)).violations().forEach(violation -> ids.add(violation.invariant()));
        }
        return ids;
    }

    @Test
    void rightRulesBreakNothing() {
        for (long seed = 1; seed <= 24; seed++) {
            Settings settings = History.LAN.withPreVote(seed % 2 == 0).withCheckQuorum(seed % 3 != 0);
            Judge judge = judge(story(seed % 4 < 2 ? 3 : 5, settings, new RaftRules(), seed));
            assertThat(judge.violations()).as("seed " + seed).isEmpty();
            for (Judge.Lamp lamp : judge.lamps()) {
                boolean noOccasion = (lamp.id().equals("L3") && !settings.preVote())
                        || (List.of("L6", "L8").contains(lamp.id()) && !settings.checkQuorum())
                        || lamp.id().equals("L7");
                // A leader that is cut off may step down before there is another.
                boolean chance = lamp.id().equals("L6") && lamp.judged() == 0;
                assertThat(lamp.verdict())
                        .as("seed %d: %s judged %d, undecided %d", seed, lamp.id(), lamp.judged(), lamp.undecided())
                        .isEqualTo(noOccasion || chance ? Verdict.UNKNOWN : Verdict.VALID);
            }
        }
    }

    /** Random faults, as the invariants are tormented with: seldom quiet enough to judge, but never to be violated. */
    @Test
    void rightRulesBreakNothingInTorment() {
        for (long seed = 1; seed <= 40; seed++) {
            Settings settings = History.LAN.withPreVote(seed % 2 == 0).withCheckQuorum(seed % 3 != 0);
            CoreCluster cluster = RealCoreTest.torment(seed % 4 < 2 ? 3 : 5, settings, new RaftRules(), seed);
            cluster.run(12_000);
            Judge judge = judge(cluster);
            assertThat(judge.violations()).as("seed " + seed).isEmpty();
            assertThat(judge.lamps().get(0).verdict()).isEqualTo(Verdict.VALID);
            assertThat(judge.lamps().get(1).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    @Test
    void votesThatAreNeverCounted() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean countsVote(RaftState state, RequestVoteReply reply) {
                return false;
            }
        };
        assertThat(broken(PLAIN, rules)).contains("L1");
    }

    @Test
    void heartbeatsThatDoNotResetTheTimer() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean heartbeatResetsTimer() {
                return false;
            }
        };
        assertThat(broken(PLAIN, rules)).contains("L2");
    }

    @Test
    void aNodeThatComesBackIsElectedAtOnce() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean asksFirst(RaftState state) {
                return false;
            }

            @Override
            public boolean recentLeaderBlocksVote(RaftState state, RequestVote request, long now) {
                return false;
            }
        };
        assertThat(broken(History.LAN, rules)).contains("L3", "L4");
    }

    @Test
    void aTimerMuchLongerThanItsSettings() {
        RaftRules rules = new RaftRules() {
            @Override
            public long timeoutFor(ArmReason reason, long drawnNanos) {
                return 4 * drawnNanos;
            }
        };
        assertThat(broken(History.LAN, rules)).contains("L5");
    }

    @Test
    void aLeaderThatNeverChecksItsQuorum() {
        RaftRules rules = new RaftRules() {
            @Override
            public long quorumDeadline(RaftState state, int members) {
                return Long.MAX_VALUE;
            }
        };
        assertThat(broken(History.LAN, rules)).containsExactly("L6", "L8");
    }
}
