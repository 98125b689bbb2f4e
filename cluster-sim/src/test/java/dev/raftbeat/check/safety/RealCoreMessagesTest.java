package dev.raftbeat.check.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.CoreCluster;
import dev.raftbeat.check.History;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the checks of messages say of the real core, with its right rules and with wrong ones. */
class RealCoreMessagesTest {
    private static final Settings PLAIN = History.LAN.withPreVote(false);
    private static final int SEEDS = 12;

    private static Judge judge(List<StampedFact> facts) {
        Judge judge = new Judge();
        facts.forEach(judge::hear);
        return judge;
    }

    /** Kills, cuts, transfers of leadership to everybody, and, if wanted, crossed wires. */
    private static CoreCluster torment(Settings settings, RaftRules rules, long seed, boolean crossed) {
        CoreCluster cluster = RealCoreTest.torment(5, settings, rules, seed);
        if (crossed) {
            cluster.crossWires();
        }
        for (NodeId target : cluster.members()) {
            cluster.members().forEach(node -> cluster.command(node, new Command.TransferTo(target)));
            cluster.run(400);
        }
        return cluster;
    }

    private static SortedSet<String> broken(Settings settings, RaftRules rules, boolean crossed) {
        SortedSet<String> ids = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            judge(torment(settings, rules, seed, crossed).facts())
                    .violations()
                    .forEach(violation -> ids.add(violation.invariant()));
        }
        return ids;
    }

    @Test
    void rightRulesBreakNothing() {
        boolean transferred = false;
        for (long seed = 1; seed <= 3 * SEEDS; seed++) {
            Settings settings = seed % 3 == 0 ? PLAIN : History.LAN;
            CoreCluster cluster = torment(settings, new RaftRules(), seed, seed % 2 == 0);
            Judge judge = judge(cluster.facts());
            assertThat(judge.violations()).as("seed " + seed).isEmpty();
            for (Judge.Lamp lamp : judge.lamps()) {
                if (List.of("I7", "I8", "I9", "I11").contains(lamp.id())) {
                    assertThat(lamp.verdict()).as("%s of seed %d", lamp, seed).isEqualTo(Verdict.VALID);
                }
            }
            transferred = transferred
                    || cluster.facts().stream()
                            .anyMatch(fact -> fact.fact() instanceof BecameCandidate campaign && campaign.transfer());
        }
        assertThat(transferred).isTrue();
    }

    @Test
    void anOldLeaderIsHeard() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean isStale(RaftState state, long term) {
                return false;
            }
        };
        assertThat(broken(PLAIN, rules, false)).contains("I7");
    }

    @Test
    void aHigherTermIsNotAdopted() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean adoptsTerm(RaftState state, RaftMessage message) {
                return !(message instanceof RequestVote) && super.adoptsTerm(state, message);
            }
        };
        assertThat(broken(PLAIN, rules, false)).contains("I7");
    }

    @Test
    void aReplyDoesNotMakeAnOldLeaderStepDown() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean adoptsTerm(RaftState state, RaftMessage message) {
                return !(message instanceof RaftMessage.AppendEntriesReply) && super.adoptsTerm(state, message);
            }
        };
        assertThat(broken(PLAIN.withCheckQuorum(false), rules, false)).containsExactly("I7");
    }

    @Test
    void aCandidateDoesNotYield() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean yieldsToLeader(RaftState state, AppendEntries heartbeat) {
                return state.role() == Role.FOLLOWER || heartbeat.term() > state.term();
            }
        };
        assertThat(broken(PLAIN.withElection(150_000_000, 160_000_000), rules, false))
                .containsExactly("I8");
    }

    @Test
    void twoLeadersHearEachOther() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean mayGrantVote(RaftState state, NodeId candidate) {
                return true;
            }
        };
        assertThat(broken(PLAIN, rules, false)).contains("I1", "I2", "I8");
    }

    @Test
    void aReplyTellsTheTermBefore() {
        RaftRules rules = new RaftRules() {
            @Override
            public long termOfVoteReply(long termBefore, long termAfter) {
                return termBefore;
            }
        };
        assertThat(broken(PLAIN, rules, false)).contains("I9");
    }

    @Test
    void aMessageForAnotherIsTakenIn() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean isForMe(RaftConfig config, NodeId to) {
                return true;
            }
        };
        assertThat(broken(History.LAN, rules, false)).isEmpty();
        assertThat(broken(History.LAN, rules, true)).contains("I11");
    }

    @Test
    void ownMessagesAreTakenIn() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean isFromMyself(RaftConfig config, NodeId from) {
                return false;
            }

            @Override
            public boolean isForMe(RaftConfig config, NodeId to) {
                return true;
            }
        };
        assertThat(broken(History.LAN, rules, true)).contains("I11");
    }

    @Test
    void aRecentLeaderIsNoReasonToRefuse() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean hearsLeader(RaftState state, long now) {
                return false;
            }
        };
        assertThat(broken(History.LAN, rules, false)).containsExactly("I13");
    }

    @Test
    void onlyPromisesAreRefusedForARecentLeader() {
        RaftRules rules = new RaftRules() {
            @Override
            public boolean recentLeaderBlocksVote(RaftState state, RequestVote request, long now) {
                return false;
            }
        };
        CoreCluster cluster = new CoreCluster(5, History.LAN, rules, 3);
        cluster.run(2_000);
        // A node whose PreVote is off does not ask first.
        NodeId loner = cluster.members().get(4);
        cluster.command(loner, new Command.Configure(PLAIN));
        long fault = cluster.cut(cluster.members().stream()
                .filter(member -> !member.equals(loner))
                .map(member -> new Link(member, loner))
                .toList());
        cluster.run(2_000);
        cluster.joinAll(fault);
        cluster.run(1_000);
        assertThat(judge(cluster.facts()).violations())
                .extracting(Violation::invariant)
                .containsOnly("I13");
    }
}
