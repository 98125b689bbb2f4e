package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.N5;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What real systems got wrong about timers, heartbeats and leaders, each told once and not repeated here. */
class LoreOfTimersTest {
    /** Redpanda: with PreVote, but without the recent-leader rule, a restarted node took leadership from a live leader. */
    @Test
    void aRestartedNodeGetsNoPromiseWhileTheLeaderIsHeard() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5).hear(N3, new PreVoteRequest(6, 1, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 1, false));

        n1 = Hand.leader(3, LAN, 5).hear(N3, new PreVoteRequest(6, 1, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 1, false));
    }

    /** openraft: a leader without a quorum went on sending heartbeats, and those who heard it voted for nobody. */
    @Test
    void aLeaderWithoutAQuorumFallsSilentAndThenVotesItself() {
        Hand n1 = Hand.leader(5, LAN, 5).run(300 * MS);
        assertThat(n1.run(150 * MS).role()).isEqualTo(Role.FOLLOWER);

        n1.hear(N3, new RequestVote(6, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(6, true));
    }

    /** raft-rs, etcd: a pre-candidate still remembered the leader that it had given up, and refused everybody else. */
    @Test
    void whoGaveItsLeaderUpPromisesAtOnce() {
        Hand n1 = Hand.followerOfN2(3, LAN.withElection(200 * MS, 200 * MS), 5).fire();
        assertThat(n1.leader()).isEmpty();

        n1.hear(N3, new PreVoteRequest(6, 1, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(6, 1, true));
    }

    /** raft-rs, NATS, dotNext: a node whose vote was refused could keep the electable ones from campaigning. */
    @Test
    void whoIsRefusedCannotKeepOthersFromCampaigning() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(5, 5), 4);
        long end = n1.now() + DRAW;
        for (long term = 5; n1.now() < end - 20 * MS; term++) {
            n1.pass(10 * MS).hear(N2, new RequestVote(term, 0, 0, 0));
        }
        n1.fire();

        assertThat(n1.now()).isEqualTo(end);
        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
    }

    /** HashiCorp raft, jgroups-raft, akka-raft: a voter campaigned against the candidate it had just voted for. */
    @Test
    void whoVotesGivesTheCandidateAFullTimeout() {
        Hand n1 = Hand.follower(3, PLAIN, 4).pass(DRAW - MS).hear(N2, new RequestVote(5, 0, 0, 0));

        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + DRAW);
        assertThat(n1.pass(DRAW - 1).wake().role()).isEqualTo(Role.FOLLOWER);
    }

    /** akka-raft: after a split vote the candidates waited for ever. */
    @Test
    void aCandidateThatNobodyAnswersTriesAgain() {
        Hand n1 = Hand.candidate(5, PLAIN, 5).fire().fire().fire();

        assertThat(n1.term()).isEqualTo(8);
    }

    /** d-engine, noraft: a candidate with a longer log did not follow the leader of its term, and deposed it. */
    @Test
    void aCandidateWithALongerLogStillFollowsTheLeaderOfItsTerm() {
        Hand n1 = Hand.candidate(3, PLAIN.withLog(900, 5), 5).hear(N2, new AppendEntries(5, 1));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(5, 1, true));
    }

    /** HashiCorp raft: a promise counted as news of a leader, so that the promiser refused the vote itself. */
    @Test
    void aPromiseIsNoNewsOfALeader() {
        Hand n1 = Hand.follower(3, LAN, 4);
        long due = n1.due();
        n1.pass(10 * MS).hear(N2, new PreVoteRequest(5, 1, 0, 0, 0));
        assertThat(n1.due()).isEqualTo(due);

        n1.hear(N2, new RequestVote(5, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    /** HashiCorp raft, etcd: peers not heard from yet counted as dead, and a new leader stepped down at once. */
    @Test
    void aNewLeaderGivesEverybodyTheFullWindow() {
        Hand n1 = Hand.leader(5, LAN, 5).wake();
        assertThat(n1.role()).isEqualTo(Role.LEADER);

        assertThat(n1.run(300 * MS - 1).role()).isEqualTo(Role.LEADER);
    }

    /** etcd, Ratis: after a boot nobody voted before a whole election timeout had passed. */
    @Test
    void theFirstVoteAfterABootNeedNotWait() {
        Hand n1 = Hand.follower(3, LAN, 4).hear(N2, new PreVoteRequest(5, 1, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 1, true));

        n1.hear(N2, new RequestVote(5, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    /** etcd, Ratis: a restarted node skipped most of its first timeout and disturbed the leader. */
    @Test
    void aRestartedNodeWaitsAFullTimeout() {
        for (int seed = 0; seed < 100; seed++) {
            RaftConfig config = new RaftConfig(N1, Hand.members(3), LAN, 2);
            RaftCore core = new RaftCore(config, Ballot.BLANK, new RaftRules(), new SplittableRandom(seed));

            assertThat(core.start(-77 * MS).wakeAt() + 77 * MS).isBetween(150 * MS, 300 * MS - 1);
        }
    }

    /** HashiCorp raft, Zeebe, LogCabin: a peer that was down got heartbeats so rarely that its return began an election. */
    @Test
    void aSuspectedPeerGetsEveryHeartbeat() {
        Hand n1 = Hand.leader(3, PLAIN, 5).connectionLost(N2);
        for (int i = 0; i < 50; i++) {
            assertThat(n1.fire().sentTo()).containsExactly(N2, N3);
        }
    }

    /** Redpanda: a busy follower refused light heartbeats without a term, and without counting them as heard. */
    @Test
    void everyHeartbeatOfTheLeaderCountsAndIsAnswered() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5);
        for (long round : new long[] {9, 9, 3, 1}) {
            n1.pass(100 * MS).hear(N2, new AppendEntries(5, round));
            assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(5, round, true));
            assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + DRAW);
        }
    }

    /** SOFAJRaft, HashiCorp raft: the step-down timer was so coarse that two leaders overlapped by seconds. */
    @Test
    void theStepDownComesAtTheVeryEndOfTheWindow() {
        Hand n1 = Hand.leader(3, LAN.withHeartbeat(290 * MS).withQuorumWindow(300 * MS), 5);
        long elected = n1.now();
        n1.fire();
        assertThat(n1.role()).isEqualTo(Role.LEADER);

        assertThat(n1.fire().facts(QuorumLost.class)).hasSize(1);
        assertThat(n1.now()).isEqualTo(elected + 300 * MS);
    }

    /** Ratis and others: a leader that had been paused led on, unaware of the time that it had lost. */
    @Test
    void aThawedLeaderDoesNotLeadOn() {
        Hand n1 = Hand.leader(3, LAN, 5).acknowledge(N2).acknowledge(N3).pass(15_000 * MS);
        n1.hear(N2, new AppendEntriesReply(5, 1, true)).wake();

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.sent()).isEmpty();
    }

    /** Akka.NET: after a pause the heartbeats that were missed all went out at once. */
    @Test
    void missedHeartbeatsAreNotCaughtUpWith() {
        Hand n1 = Hand.leader(3, PLAIN, 5).pass(15_000 * MS).wake();
        assertThat(n1.sent()).hasSize(2);

        assertThat(n1.wake().sent()).isEmpty();
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 50 * MS);
    }

    /** LogCabin, Consul: a server that hears no heartbeats any more kept deposing healthy leaders. */
    @Test
    void aServerThatHearsNoHeartbeatsDeposesNobody() {
        for (Hand n1 : new Hand[] {Hand.leader(3, LAN, 5), Hand.followerOfN2(3, LAN, 5)}) {
            n1.hear(N3, new RequestVote(90, 9, 9, 0));
            assertThat(n1.term()).isEqualTo(5);
            assertThat(n1.leader()).isPresent();

            n1.hear(new NodeId("n7"), new RequestVote(90, 9, 9, 9));
            assertThat(n1.told()).containsExactly("FrameRefused");
        }
    }

    /** Atomix on Netty: an unresolved name became a wildcard address, and leaders obeyed their own heartbeats. */
    @Test
    void aLeaderDoesNotObeyItsOwnHeartbeats() {
        Hand n1 = Hand.leader(3, LAN, 5).hear(N1, new AppendEntries(5, 2));

        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(n1.told()).containsExactly("FrameRefused");
    }

    /** Ratis: a former leader went on sending with its old term. */
    @Test
    void aFormerLeaderSendsNoHeartbeats() {
        Hand n1 = Hand.leader(3, PLAIN, 5).hear(N2, new AppendEntries(6, 1));
        n1.pass(50 * MS).wake();

        assertThat(n1.sent()).isEmpty();
        assertThat(n1.state().leadership()).isEmpty();
    }

    /** etcd: nodes with the same or a weak seed timed out together, and the test of it was wrong as well. */
    @Test
    void nodesForkedFromOneSeedTimeOutApart() {
        SplittableRandom seed = new SplittableRandom(1);
        TreeSet<Long> firsts = new TreeSet<>();
        for (NodeId node : new NodeId[] {N1, N2, N3, N4, N5}) {
            RaftConfig config = new RaftConfig(node, Hand.members(5), LAN, 1);
            firsts.add(new RaftCore(config, Ballot.BLANK, new RaftRules(), seed.split())
                    .start(0)
                    .wakeAt());
        }

        assertThat(firsts).hasSize(5);
    }
}
