package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.PLAIN;
import static dev.raftbeat.raft.Hand.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What real systems got wrong about terms and votes, each told once and not repeated here. */
class LoreOfVotesTest {
    /** NebulaGraph: the term that a node campaigned in could be lower than one it had been in. */
    @Test
    void theTermProposedNeverGoesBack() {
        Hand n1 = Hand.candidate(3, PLAIN, 5);
        n1.hear(N2, new RequestVote(3, 9, 9, 0)).hear(N2, new RequestVoteReply(2, false));
        n1.hear(N3, new AppendEntries(1, 1)).hear(N3, new AppendEntriesReply(4, 1, false));
        assertThat(n1.term()).isEqualTo(5);

        assertThat(n1.fire().sent()).containsOnly(new RequestVote(6, 0, 0, 0));
    }

    /** Zeebe: two requests in one term, handled close together, got one vote each. */
    @Test
    void twoRequestsInOneTermGetOneVote() {
        Hand n1 = Hand.follower(3, PLAIN, 4);
        n1.hear(N2, new RequestVote(5, 0, 0, 0)).hear(N3, new RequestVote(5, 9, 9, 0));

        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));
        assertThat(n1.votedFor()).contains(N2);
    }

    /** Zeebe: after a reconnect there were two leaders of one term. */
    @Test
    void lateVotesDoNotMakeADeposedLeaderLeadAgain() {
        Hand n1 = Hand.leader(5, LAN, 5).run(300 * MS);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);

        n1.vote(N2).vote(N3).vote(N4);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.told()).doesNotContain("VoteCounted");
    }

    /** little-raft, raft-rs of E. Phil, akka-raft: votes of an earlier term were counted. */
    @Test
    void votesOfAnEarlierTermAreNotCounted() {
        Hand n1 = Hand.candidate(3, PLAIN, 5).fire().hear(N2, new RequestVoteReply(5, true));

        assertThat(n1.term()).isEqualTo(6);
        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
        assertThat(n1.facts()).isEmpty();
    }

    /** Cornerstone, PySyncObj, databend: term or vote were not written down. */
    @Test
    void everyChangeOfTermOrVoteIsSaved() {
        Hand n1 = Hand.follower(3, PLAIN, 4);
        assertThat(n1.hear(N2, new AppendEntries(5, 1)).save()).contains(new Ballot(5, nobody()));
        assertThat(n1.hear(N2, new AppendEntries(5, 2)).save()).isEmpty();
        assertThat(n1.hear(N3, new RequestVote(5, 0, 0, 0)).save()).contains(new Ballot(5, Optional.of(N3)));
        assertThat(n1.hear(N2, new RequestVoteReply(6, false)).save()).contains(new Ballot(6, nobody()));
        assertThat(n1.fire().save()).contains(new Ballot(7, Optional.of(N1)));
    }

    /** CCF: a heartbeat of the same term made a candidate forget its vote; a delayed request then got a second one. */
    @Test
    void yieldingToALeaderOfTheSameTermKeepsTheVote() {
        Hand n1 = Hand.candidate(5, LAN, 5).hear(N2, new AppendEntries(5, 1)).pass(200 * MS);
        n1.hear(N3, new RequestVote(5, 0, 0, 0));

        assertThat(n1.votedFor()).contains(N1);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));
    }

    /** etcd of 2015: resetting a node cleared its vote though its term was the same. */
    @Test
    void losingTheQuorumKeepsTheVote() {
        Hand n1 = Hand.leader(3, LAN, 5).run(300 * MS).hear(N2, new RequestVote(5, 9, 9, 0));

        assertThat(n1.votedFor()).contains(N1);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));
    }

    /** akka-raft, NebulaGraph: a candidate had not recorded the vote for itself. */
    @Test
    void aCandidatesVoteForItselfIsAVote() {
        Hand n1 = Hand.candidate(3, PLAIN, 5);
        assertThat(n1.state().ballot()).isEqualTo(new Ballot(5, Optional.of(N1)));

        n1.hear(N2, new RequestVote(5, 9, 9, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));
    }

    /** SOFAJRaft: requests for votes left before term and own vote were durable. */
    @Test
    void requestsForVotesWaitForTheSave() {
        Hand n1 = Hand.follower(3, PLAIN, 4).fire();

        assertThat(n1.sent()).hasSize(2);
        assertThat(n1.save()).contains(new Ballot(5, Optional.of(N1)));
    }

    /** etcd of 2022: a node counted its own vote, and led, before the vote was durable. */
    @Test
    void onesOwnVoteCountsOnlyTogetherWithItsSave() {
        Hand n1 = Hand.follower(1, PLAIN, 4).fire();

        assertThat(n1.told()).contains("VoteCounted", "BecameLeader");
        assertThat(n1.save()).contains(new Ballot(5, Optional.of(N1)));
    }

    /** xraft, akka-raft, NATS: a vote that arrived twice counted twice. */
    @Test
    void aVoteThatArrivesTwiceIsOneVote() {
        Hand n1 = Hand.candidate(5, PLAIN, 5).vote(N2).vote(N2).vote(N2);

        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
        assertThat(n1.state().tally().voters()).containsExactly(N1, N2);
        assertThat(n1.facts()).isEmpty();
    }

    /** Copycat, akka-raft, willemt's raft: whoever asked twice was refused the second time, or crashed the voter. */
    @Test
    void whoAsksTwiceIsGrantedTwice() {
        Hand n1 = Hand.follower(3, PLAIN, 5);
        for (int i = 0; i < 3; i++) {
            n1.hear(N2, new RequestVote(5, 0, 0, 0));
            assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
        }
    }

    /** NATS, willemt's raft: the reply carried the term from before the request. */
    @Test
    void aReplyCarriesTheTermAfterTheRequest() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(5, 5), 4).hear(N2, new RequestVote(7, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(7, false));

        n1.hear(N3, new RequestVote(8, 9, 9, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(8, true));
    }

    /** etcd: promises carried the voter's lower term, were ignored, and nobody was ever elected. */
    @Test
    void aPromiseOfAVoterThatLagsInTermCounts() {
        Hand laggard = Hand.follower(3, LAN, 1).hear(N2, new PreVoteRequest(9, 77, 0, 0, 0));
        assertThat(laggard.reply()).isEqualTo(new PreVoteReply(9, 77, true));

        Hand n1 = Hand.preCandidate(3, LAN, 8);
        n1.hear(N2, new PreVoteReply(9, n1.state().round(), true));
        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
    }

    /** canonical/raft: a node with an old term kept asking about it, and nobody told it the new one. */
    @Test
    void whoAsksAboutAnOldTermLearnsTheNewOneAndAsksAboutThat() {
        Hand voter = Hand.follower(3, LAN, 9).hear(N2, new PreVoteRequest(5, 1, 0, 0, 0));
        assertThat(voter.reply()).isEqualTo(new PreVoteReply(9, 1, false));

        Hand n1 = Hand.preCandidate(3, LAN, 4).hear(N2, voter.reply()).fire();
        assertThat(n1.sent()).allMatch(message -> message.term() == 10);
    }

    /** openraft: two groups at different terms blocked each other for ever, as PreVote never told either's term. */
    @Test
    void aHigherTermInADenialReachesWhoeverHearsIt() {
        for (Hand n1 : new Hand[] {
            Hand.follower(5, LAN, 4), Hand.preCandidate(5, LAN, 4), Hand.candidate(5, LAN, 4), Hand.leader(5, LAN, 4)
        }) {
            n1.hear(N2, new PreVoteReply(6, 0, false));
            assertThat(n1.term()).isEqualTo(6);
            assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        }
    }

    /** HashiCorp raft: a longer log of an older term was taken for a newer log. */
    @Test
    void aLongLogOfAnOldTermIsBehind() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(5, 3), 4).hear(N2, new RequestVote(5, 900, 2, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));

        n1.hear(N3, new RequestVote(5, 1, 4, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    /** HashiCorp raft, rqlite: one message with the largest number there is made the cluster unusable. */
    @Test
    void theLargestNumberThereIsIsNoTerm() {
        Hand n1 = Hand.leader(3, LAN, 5).hear(N2, new RequestVote(-1L >>> 1, 0, 0, 9));

        assertThat(n1.facts(FrameRefused.class))
                .map(FrameRefused::reason)
                .containsExactly(RefusalReason.TERM_OUT_OF_RANGE);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
    }

    /** Tari: one was added to a number from the wire without a look at it. */
    @Test
    void nothingIsAddedToTheLastTerm() {
        Hand n1 = Hand.followerOfN2(3, PLAIN, Ballot.TERM_MAX);
        n1.hear(N2, new TimeoutNow(Ballot.TERM_MAX, 9)).fire();

        assertThat(n1.term()).isEqualTo(Ballot.TERM_MAX);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
    }

    /** Scylla, HashiCorp raft, etcd: what was meant for another node, or sent by a stranger, was believed. */
    @Test
    void whatWasMeantForAnotherIsNotBelieved() {
        Hand n1 = Hand.follower(3, PLAIN, 4);
        assertThat(n1.hear(N2, N3, new AppendEntries(9, 1)).told()).containsExactly("FrameRefused");
        assertThat(n1.hear(N4, N1, new AppendEntries(9, 1)).told()).containsExactly("FrameRefused");
        assertThat(n1.term()).isEqualTo(4);
    }
}
