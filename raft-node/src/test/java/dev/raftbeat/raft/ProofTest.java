package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.N5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a node does that knows the process of its leader to be gone, and whom a leader names to follow it. */
class ProofTest {
    private static final Settings ON = LAN.withEvidence(true);
    private static final Settings OFF = LAN.withEvidence(false);
    private static final PreVoteRequest QUESTION = new PreVoteRequest(5, 42, 0, 0, 0);

    /** A follower of n2 in term 4 that has heard a heartbeat just now. */
    private static Hand follower(Settings settings, long heir) {
        return Hand.follower(3, settings, 4).hear(N2, new AppendEntries(4, 1, heir));
    }

    private static long waits(Hand n1) {
        assertThat(n1.facts(TimerArmed.class)).hasSize(1);
        TimerArmed armed = n1.facts(TimerArmed.class).get(0);
        assertThat(armed.reason()).isEqualTo(ArmReason.PROOF);
        assertThat(armed.dueNanos()).isEqualTo(n1.now() + armed.drawNanos());
        assertThat(n1.effects().wakeAt()).isEqualTo(armed.dueNanos());
        return armed.drawNanos();
    }

    // The follower.

    @Test
    void theFirstHeirAsksAtOnce() {
        Hand n1 = follower(ON, 1).pass(10 * MS).provenDead(N2, 1);
        assertThat(n1.facts()).contains(new PeerProvenDead(N2, 1, DeathProof.REFUSED));
        assertThat(waits(n1)).isZero();
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);

        n1.wake();
        assertThat(n1.told()).containsExactly("TimerFired", "BecamePreCandidate", "VoteCounted", "TimerArmed");
        assertThat(n1.sentTo()).containsExactly(N2, N3);
    }

    @Test
    void aLaterHeirWaitsAsItsLeaderSaid() {
        assertThat(waits(follower(ON, 7).provenDead(N2, 1))).isEqualTo(6 * MS);
    }

    @Test
    void whoeverIsNoHeirDrawsUpToTwentyMilliseconds() {
        TimeoutDraw draw = (index, least, most) -> least + (most - least) * 3 / 4;
        Hand n1 = Hand.follower(3, ON, new Ballot(4, Optional.empty()), new RaftRules(), draw)
                .hear(N2, new AppendEntries(4, 1));
        assertThat(waits(n1.provenDead(N2, 1))).isEqualTo(15 * MS);
    }

    @Test
    void proofNeverMakesAWaitLonger() {
        Hand n1 = follower(ON, 1_000);
        long due = n1.due();
        assertThat(waits(n1.pass(150 * MS).provenDead(N2, 1))).isEqualTo(DRAW - 150 * MS);
        assertThat(n1.due()).isEqualTo(due);
        assertThat(waits(follower(ON, Long.MAX_VALUE).provenDead(N2, 1))).isEqualTo(DRAW);
    }

    @Test
    void aHintIsRecordedAndNothingMore() {
        Hand n1 = follower(ON, 1);
        long due = n1.due();
        assertThat(n1.connectionLost(N2).told()).containsExactly("PeerSuspected");
        assertThat(n1.due()).isEqualTo(due);
        assertThat(n1.hear(N3, QUESTION).facts(PreVoteDenied.class)).hasSize(1);
    }

    @Test
    void withoutTheSettingOrWithoutPreVoteProofIsNotEvenTold() {
        for (Settings off : new Settings[] {OFF, ON.withPreVote(false)}) {
            Hand n1 = follower(off, 1);
            RaftState before = n1.state();
            assertThat(n1.provenDead(N2, 1).facts()).isEmpty();
            assertThat(n1.state()).isEqualTo(before);
        }
    }

    @Test
    void proofAboutAnotherLifeOrAnotherNodeChangesNothing() {
        Hand n1 = Hand.follower(3, ON, 4).hearLife(N2, 2, new AppendEntries(4, 1, 1));
        long due = n1.due();
        assertThat(n1.provenDead(N2, 1).told()).containsExactly("PeerProvenDead");
        assertThat(n1.provenDead(N2, 3).told()).containsExactly("PeerProvenDead");
        assertThat(n1.provenDead(N3, 2).told()).containsExactly("PeerProvenDead");
        assertThat(n1.provenDead(new NodeId("n9"), 2).facts()).isEmpty();
        assertThat(n1.due()).isEqualTo(due);
        assertThat(n1.hear(N3, QUESTION).facts(PreVoteDenied.class)).hasSize(1);
    }

    @Test
    void theSameProofTwiceArmsOnce() {
        Hand n1 = follower(ON, 4).provenDead(N2, 1).pass(MS).provenDead(N2, 1);
        assertThat(n1.facts(TimerArmed.class)).isEmpty();
    }

    @Test
    void aSignOfLifeEndsTheProof() {
        Hand n1 = follower(ON, 4).provenDead(N2, 1).pass(MS).hear(N2, new AppendEntries(4, 2, 4));
        assertThat(n1.due()).isEqualTo(n1.now() + DRAW);
        assertThat(n1.hear(N3, QUESTION).facts(PreVoteDenied.class)).hasSize(1);

        n1.provenDead(N2, 1).hearLife(N2, 2, new AppendEntries(4, 1, 4));
        assertThat(n1.hear(N3, QUESTION).facts(PreVoteDenied.class)).hasSize(1);
    }

    @Test
    void whatIsKnownOfALifeSaysNothingOfTheNext() {
        Hand n1 = follower(ON, 4).provenDead(N2, 1).hearLife(N2, 2, new AppendEntries(5, 1, 4));
        assertThat(n1.state().notes().gone()).containsEntry(N2, 1);
        assertThat(n1.hear(N3, new PreVoteRequest(6, 42, 0, 0, 0)).facts(PreVoteDenied.class))
                .hasSize(1);
        assertThat(n1.provenDead(N2, 1).facts(TimerArmed.class)).isEmpty();
        assertThat(waits(n1.provenDead(N2, 2))).isEqualTo(3 * MS);
        assertThat(n1.provenDead(N2, 1).state().notes().gone()).containsEntry(N2, 2);
    }

    @Test
    void aLeaderAndWhoFollowsNobodyAreNotMoved() {
        Hand leader = Hand.leader(3, ON, 4);
        assertThat(leader.provenDead(N2, 1).told()).containsExactly("PeerProvenDead");
        assertThat(Hand.follower(3, ON, 4).provenDead(N2, 1).told()).containsExactly("PeerProvenDead");
    }

    @Test
    void whenTheSettingIsTurnedOffATimeoutTakesThePlaceOfTheWait() {
        for (Settings off : new Settings[] {OFF, ON.withPreVote(false)}) {
            Hand n1 = follower(ON, 4).provenDead(N2, 1).configure(settings -> off);
            assertThat(n1.facts(TimerArmed.class))
                    .containsExactly(new TimerArmed(ArmReason.SETTINGS, DRAW, n1.now() + DRAW));
            assertThat(new RaftRules().isLeaderGone(n1.state())).isFalse();
        }
    }

    // The voter.

    @Test
    void onlyAVoterWithProofOfItsOwnPromisesAndVotesEarly() {
        assertThat(follower(ON, 0).hear(N3, QUESTION).facts())
                .containsExactly(new PreVoteDenied(N3, 5, 42, DenialReason.RECENT_LEADER));
        assertThat(follower(ON, 0).hear(N3, new RequestVote(5, 0, 0, 0)).reply().term())
                .isEqualTo(4);

        Hand n1 = follower(ON, 20).provenDead(N2, 1);
        assertThat(n1.hear(N3, QUESTION).facts()).containsExactly(new PreVoteGranted(N3, 5, 42));
        assertThat(n1.hear(N3, new RequestVote(5, 0, 0, 0)).facts(VoteGranted.class))
                .containsExactly(new VoteGranted(N3, 5));
        assertThat(n1.due()).isEqualTo(n1.now() + DRAW);
    }

    // Denied for want of proof.

    @Test
    void whoWasDeniedOnProofAsksAgainThreeTimesAndThenWaitsItsTimeout() {
        Hand n1 = follower(ON, 1).provenDead(N2, 1).wake();
        for (long wait : new long[] {1, 3, 9}) {
            long round = n1.state().round();
            n1.hear(N3, new PreVoteReply(4, round, false));
            assertThat(waits(n1)).isEqualTo(wait * MS);
            assertThat(n1.hear(N3, new PreVoteReply(4, round, false)).facts()).isEmpty();
            n1.fire();
            assertThat(n1.state().round()).isEqualTo(round + 1);
            assertThat(n1.sentTo()).containsExactly(N2, N3);
        }
        assertThat(n1.hear(N3, new PreVoteReply(4, n1.state().round(), false)).facts())
                .isEmpty();
        assertThat(n1.due()).isEqualTo(n1.now() + DRAW);
    }

    @Test
    void aDenialOfAnEarlierRoundOrTermOrOfAQuestionByTimeoutIsNoReasonToAskAgain() {
        Hand n1 = follower(ON, 1).provenDead(N2, 1).wake();
        assertThat(n1.hear(N3, new PreVoteReply(3, n1.state().round(), false)).facts())
                .isEmpty();
        assertThat(n1.hear(N3, new PreVoteReply(4, n1.state().round() - 1, false))
                        .facts())
                .isEmpty();

        Hand late = follower(ON, 1).fire();
        assertThat(late.hear(N3, new PreVoteReply(4, late.state().round(), false))
                        .facts())
                .isEmpty();
    }

    @Test
    void aPromiseAfterADenialIsEnough() {
        Hand n1 = Hand.follower(5, ON, 4)
                .hear(N2, new AppendEntries(4, 1, 1))
                .provenDead(N2, 1)
                .wake();
        n1.hear(N3, new PreVoteReply(4, n1.state().round(), false)).promise(N4).promise(N5);
        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
    }

    // The leader.

    private static long heir(Hand leader, NodeId peer) {
        return leader.effects().send().stream()
                .filter(sent -> sent.to().equals(peer))
                .mapToLong(sent -> ((AppendEntries) sent.message()).heir())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNewLeaderNamesNobody() {
        assertThat(Hand.leader(3, ON, 4).sent()).containsOnly(new AppendEntries(4, 1));
    }

    @Test
    void withoutEvidenceNobodyIsNamed() {
        Hand n1 = Hand.leader(3, OFF, 4).acknowledge(N2).acknowledge(N3).fire();
        assertThat(n1.sent()).containsOnly(new AppendEntries(4, 2));
    }

    @Test
    void heirsWaitTwentyMillisecondsEachOrTwoRoundTrips() {
        Hand quick = Hand.leader(5, ON, 4).pass(MS);
        quick.acknowledge(N2).acknowledge(N3).acknowledge(N4).fire();
        assertThat(heir(quick, N2)).isEqualTo(1);
        assertThat(heir(quick, N3)).isEqualTo(21);
        assertThat(heir(quick, N4)).isEqualTo(41);
        assertThat(heir(quick, N5)).isZero();

        Hand slow = Hand.leader(3, ON, 4).acknowledge(N2).pass(14 * MS + 1).acknowledge(N3);
        slow.fire();
        assertThat(heir(slow, N2)).isEqualTo(1);
        assertThat(heir(slow, N3)).isEqualTo(30);
    }

    @Test
    void theNewerAcknowledgementComesFirstAndWhoAnswersNoMoreIsNoHeir() {
        Hand n1 = Hand.leader(3, ON, 4).acknowledge(N2).acknowledge(N3).fire();
        n1.hear(N3, new AppendEntriesReply(4, 2, true)).fire();
        assertThat(heir(n1, N3)).isEqualTo(1);
        assertThat(heir(n1, N2)).isEqualTo(21);
        n1.acknowledge(N3).fire().acknowledge(N3).fire();
        assertThat(heir(n1, N3)).isEqualTo(1);
        assertThat(heir(n1, N2)).isZero();
    }

    @Test
    void whoHasFollowedForLongerWithoutAGapComesFirst() {
        Hand n1 = Hand.leader(3, ON, 4).acknowledge(N2).acknowledge(N3).fire();
        assertThat(heir(n1, N2)).isEqualTo(1);
        n1.acknowledge(N3).fire();
        n1.acknowledge(N2).acknowledge(N3).fire();
        assertThat(heir(n1, N3)).isEqualTo(1);
        assertThat(heir(n1, N2)).isEqualTo(21);
    }

    @Test
    void whoseConnectionIsLostIsNoHeirUntilItIsHeardAgain() {
        Hand n1 = Hand.leader(3, ON, 4)
                .acknowledge(N2)
                .acknowledge(N3)
                .connectionLost(N2)
                .fire();
        assertThat(heir(n1, N2)).isZero();
        assertThat(heir(n1, N3)).isEqualTo(1);
        n1.acknowledge(N2).acknowledge(N3).fire();
        assertThat(heir(n1, N2)).isEqualTo(1);
        assertThat(n1.core().config().self()).isEqualTo(N1);
    }

    @Test
    void aHigherPriorityComesFirstAndNoneIsNoHeir() {
        Hand n1 = Hand.leader(4, ON, 4);
        n1.hear(N2, new AppendEntriesReply(4, 1, true, 0));
        n1.hear(N3, new AppendEntriesReply(4, 1, true, 1));
        n1.hear(N4, new AppendEntriesReply(4, 1, true, 2)).fire();
        assertThat(heir(n1, N2)).isZero();
        assertThat(heir(n1, N4)).isEqualTo(1);
        assertThat(heir(n1, N3)).isEqualTo(21);
    }
}
