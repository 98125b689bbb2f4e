package dev.raftbeat.check.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.CoreCluster;
import dev.raftbeat.check.History;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.Failover.Judgement;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.VoteTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks against facts of the real core: no complaint about right rules, and the right one about wrong rules. */
public class RealCoreTest {
    /** Restarts, and links cut at random, for a while. */
    public static CoreCluster torment(int size, Settings settings, RaftRules rules, long seed) {
        CoreCluster cluster = new CoreCluster(size, settings, rules, seed);
        Random random = new Random(seed);
        cluster.run(1_000);
        for (int round = 0; round < 12; round++) {
            NodeId victim = cluster.members().get(random.nextInt(size));
            cluster.kill(victim);
            cluster.run(1 + random.nextInt(30));
            cluster.restart(victim);
            long fault = cluster.cut(someLinks(cluster.members(), random));
            cluster.run(300 + random.nextInt(700));
            cluster.joinAll(fault);
            cluster.run(300 + random.nextInt(700));
        }
        return cluster;
    }

    private static List<Link> someLinks(List<NodeId> members, Random random) {
        List<Link> links = new ArrayList<>();
        for (NodeId from : members) {
            for (NodeId to : members) {
                if (!from.equals(to) && (links.isEmpty() || random.nextInt(3) == 0)) {
                    links.add(new Link(from, to));
                }
            }
        }
        return links;
    }

    /** A judge spares each check the facts that it makes nothing of; that must not show. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aJudgeFindsWhatEachCheckFindsThatHearsEverything(long seed) {
        RaftRules forgetful = new RaftRules() {
            @Override
            public boolean mayGrantVote(RaftState state, NodeId candidate) {
                return state.term() % 2 == 0 || super.mayGrantVote(state, candidate);
            }
        };
        CoreCluster cluster = torment(5, History.LAN.withPreVote(false), forgetful, seed);
        List<Invariant> alone = Invariants.all();
        cluster.facts().forEach(fact -> alone.forEach(check -> check.hear(fact)));
        assertThat(judge(cluster).lamps()).isEqualTo(new Judge(alone).lamps());
        assertThat(alone).anyMatch(check -> check.verdict() == Verdict.VIOLATED);
    }

    private static Judge judge(CoreCluster cluster) {
        Judge judge = new Judge();
        cluster.facts().forEach(judge::hear);
        return judge;
    }

    /** The invariants that are violated in any of some runs. */
    private static SortedSet<String> broken(Settings settings, RaftRules rules) {
        SortedSet<String> ids = new TreeSet<>();
        for (long seed = 1; seed <= 8; seed++) {
            judge(torment(3, settings, rules, seed)).violations().forEach(violation -> ids.add(violation.invariant()));
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rightRulesBreakNothing(long seed) {
        boolean even = seed % 2 == 0;
        Settings settings = History.LAN.withPreVote(even).withCheckQuorum(seed % 3 != 0);
        Judge judge = judge(torment(even ? 5 : 3, settings, new RaftRules(), seed));
        assertThat(judge.violations()).isEmpty();
        for (Judge.Lamp lamp : judge.lamps()) {
            boolean noOccasion = List.of("I12", "I13").contains(lamp.id()) && !even;
            assertThat(lamp.verdict())
                    .describedAs("%s: %d judged, %d undecided", lamp.id(), lamp.judged(), lamp.undecided())
                    .isIn(noOccasion ? List.of(Verdict.UNKNOWN) : List.of(Verdict.VALID, Verdict.UNKNOWN));
            assertThat(lamp.judged() > 0 || lamp.id().equals("I14")).isEqualTo(!noOccasion);
            // A voter that is killed within its answer leaves one election undecided, not more.
            assertThat(lamp.undecided()).isLessThanOrEqualTo(lamp.id().equals("I5") ? 2 : 0);
        }
    }

    @Test
    void aVoterThatForgetsItsVote() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean mayGrantVote(RaftState state, NodeId candidate) {
                return true;
            }
        };
        assertThat(broken(History.LAN.withPreVote(false), rules)).contains("I1", "I2");
    }

    @Test
    void aBallotThatIsNeverSaved() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean mustSave(Ballot before, Ballot after) {
                return false;
            }
        };
        assertThat(broken(History.LAN, rules)).contains("I3", "I6");
    }

    @Test
    void votesOfDenialsAndDoubles() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean countsVote(RaftState state, RequestVoteReply reply) {
                return true;
            }

            @Override
            public boolean isNewVoter(VoteTally tally, NodeId voter) {
                return true;
            }
        };
        assertThat(broken(History.LAN.withPreVote(false), rules)).contains("I5");
    }

    @Test
    void aPromiseThatResetsTheTimer() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean preVoteGrantResetsTimer() {
                return true;
            }
        };
        assertThat(broken(History.LAN, rules)).containsExactly("I10", "I12");
    }

    @Test
    void aDenialThatResetsTheTimer() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean denialResetsTimer() {
                return true;
            }
        };
        // A request of an older term that is denied moves the timer too, which I7 forbids.
        assertThat(broken(History.LAN.withPreVote(false), rules)).containsExactly("I10", "I7");
    }

    @Test
    void aHigherTermThatResetsTheTimer() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean termAdoptionResetsTimer() {
                return true;
            }
        };
        assertThat(broken(History.LAN.withPreVote(false), rules)).containsExactly("I10");
    }

    @Test
    void aTimeoutThatIsAlwaysTheSame() {
        RaftRules rules = new RaftRules() {
            @Override
            public long timeoutFor(ArmReason reason, long drawnNanos) {
                return 200 * CoreCluster.MILLI;
            }
        };
        assertThat(broken(History.LAN, rules)).containsExactly("I10");
    }

    @Test
    void killedLeadersAreReplacedAndJustified() {
        CoreCluster cluster = new CoreCluster(5, History.LAN, new RaftRules(), 7);
        FlapMeter meter = new FlapMeter(60_000 * CoreCluster.MILLI);
        cluster.run(2_000);
        for (int i = 0; i < 5; i++) {
            replay(cluster, meter);
            NodeId leader = meter.reading().reign().orElseThrow().leader();
            cluster.kill(leader);
            cluster.run(1_000);
            cluster.restart(leader);
            cluster.run(1_000);
        }
        replay(cluster, meter);
        assertThat(meter.failovers()).hasSize(5).allSatisfy(failover -> {
            assertThat(failover.how()).isEqualTo(Failover.Loss.KILLED);
            assertThat(failover.judgement()).isEqualTo(Judgement.JUSTIFIED);
            assertThat(failover.durationNanos()).isBetween(90 * CoreCluster.MILLI, 700 * CoreCluster.MILLI);
        });
        assertThat(meter.reading().failovers().justified()).isEqualTo(5);
        assertThat(meter.reading().leaderlessNanos())
                .isGreaterThanOrEqualTo(meter.failovers().stream()
                        .mapToLong(Failover::durationNanos)
                        .sum());
    }

    private static void replay(CoreCluster cluster, FlapMeter meter) {
        cluster.facts().forEach(meter::hear);
        cluster.facts().clear();
    }
}
