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
import static dev.raftbeat.raft.Hand.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Thesis §9.6: asking before the term is raised. */
class PreVoteTest {
    private static final long BOOT_ONE = 1L << 32;
    private static final PreVoteRequest OF_TERM_FIVE = new PreVoteRequest(5, 42, 0, 0, 0);

    @Test
    void aTimeoutAsksAndRaisesNothing() {
        Hand n1 = Hand.followerOfN2(5, LAN, 4).fire();

        assertThat(n1.facts())
                .containsExactly(
                        new TimerFired(DRAW, 0),
                        new BecamePreCandidate(4, BOOT_ONE + 1, false),
                        new VoteCounted(N1, 5, true, Optional.empty(), 1, 3),
                        new TimerArmed(ArmReason.CAMPAIGN, DRAW, n1.now() + DRAW));
        assertThat(n1.sentTo()).containsExactly(N2, N3, N4, N5);
        assertThat(n1.sent()).containsOnly(new PreVoteRequest(5, BOOT_ONE + 1, 0, 0, 0));
        assertThat(n1.save()).isEmpty();
        assertThat(n1.leader()).isEmpty();
        assertThat(n1.term()).isEqualTo(4);
    }

    @Test
    void promisesOfAQuorumLetItStand() {
        Hand n1 = Hand.preCandidate(5, LAN, 4).promise(N3);
        assertThat(n1.facts()).containsExactly(new VoteCounted(N3, 5, true, Optional.of(new FactId(N3, 1, 1)), 2, 3));

        n1.promise(N5);

        assertThat(n1.told()).containsExactly("VoteCounted", "BecameCandidate", "VoteCounted", "TimerArmed");
        assertThat(n1.facts(BecameCandidate.class)).containsExactly(new BecameCandidate(5, false));
        assertThat(n1.save()).contains(new Ballot(5, Optional.of(N1)));
        assertThat(n1.sent()).containsOnly(new RequestVote(5, 0, 0, 0));
        assertThat(n1.state().tally().voters()).containsExactly(N1);
    }

    @Test
    void aPromiseChangesNothingInTheVoter() {
        Hand n1 = Hand.follower(3, LAN, 4);
        RaftState before = n1.state();
        n1.pass(50 * MS).hear(N2, OF_TERM_FIVE);

        assertThat(n1.facts()).containsExactly(new PreVoteGranted(N2, 5, 42));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 42, true));
        assertThat(n1.state()).isEqualTo(before);
        assertThat(n1.save()).isEmpty();
    }

    @Test
    void manyMayBePromisedTheSameTerm() {
        Hand n1 = Hand.follower(3, LAN, 4).hear(N2, OF_TERM_FIVE).hear(N3, OF_TERM_FIVE);

        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 42, true));
    }

    @Test
    void whoeverHearsALeaderPromisesNothing() {
        Hand n1 = Hand.followerOfN2(3, LAN, 4).pass(100 * MS).hear(N2, new AppendEntries(4, 2));
        n1.pass(150 * MS - 1).hear(N3, OF_TERM_FIVE);
        assertThat(n1.facts()).containsExactly(new PreVoteDenied(N3, 5, 42, DenialReason.RECENT_LEADER));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(4, 42, false));

        n1.pass(1).hear(N3, OF_TERM_FIVE);
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 42, true));
    }

    @Test
    void aLeaderPromisesNothing() {
        Hand n1 = Hand.leader(3, LAN.withCheckQuorum(false), 4).pass(9_000 * MS).hear(N3, OF_TERM_FIVE);

        assertThat(n1.facts()).containsExactly(new PreVoteDenied(N3, 5, 42, DenialReason.RECENT_LEADER));
    }

    @Test
    void withoutPreVoteTheVoterPromisesThoughItHearsALeader() {
        Hand n1 = Hand.followerOfN2(3, PLAIN, 4).hear(N3, OF_TERM_FIVE);

        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 42, true));
    }

    @Test
    void aRequestAboutAnOldTermIsDeniedWithTheCurrentOne() {
        Hand n1 = Hand.followerOfN2(3, LAN, 8).hear(N3, OF_TERM_FIVE);

        assertThat(n1.facts()).containsExactly(new PreVoteDenied(N3, 5, 42, DenialReason.STALE_TERM));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(8, 42, false));
    }

    @Test
    void aVoteOfThisVeryTermIsNotPromisedToAnother() {
        Hand n1 = Hand.follower(3, LAN, new Ballot(5, Optional.of(N2))).hear(N3, OF_TERM_FIVE);
        assertThat(n1.facts()).containsExactly(new PreVoteDenied(N3, 5, 42, DenialReason.ALREADY_VOTED));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 42, false));

        n1.hear(N2, OF_TERM_FIVE);
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(5, 42, true));

        n1.hear(N3, new PreVoteRequest(6, 42, 0, 0, 0));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(6, 42, true));
    }

    @Test
    void aLogThatIsBehindIsPromisedNothing() {
        Hand n1 = Hand.follower(3, LAN.withLog(7, 2), 4).hear(N2, OF_TERM_FIVE);

        assertThat(n1.facts()).containsExactly(new PreVoteDenied(N2, 5, 42, DenialReason.LOG_BEHIND));
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(4, 42, false));
    }

    @Test
    void aRequestRaisesNoTerm() {
        Hand n1 = Hand.follower(3, LAN, 4).hear(N2, new PreVoteRequest(900, 1, 0, 0, 0));

        assertThat(n1.term()).isEqualTo(4);
        assertThat(n1.reply()).isEqualTo(new PreVoteReply(900, 1, true));
    }

    @Test
    void aPromiseOfAnEarlierRoundIsNotCounted() {
        Hand n1 = Hand.preCandidate(3, LAN, 4);
        long earlier = n1.state().round();
        n1.fire().hear(N2, new PreVoteReply(5, earlier, true));

        assertThat(n1.state().round()).isEqualTo(earlier + 1);
        assertThat(n1.role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(n1.facts()).isEmpty();
    }

    @Test
    void aPromiseToAnEarlierLifeIsNotCounted() {
        RaftConfig secondLife = new RaftConfig(N1, Hand.members(3), LAN, 2);

        assertThat(RaftState.booted(secondLife, Ballot.BLANK).round()).isEqualTo(2L << 32);
    }

    @Test
    void aPromiseGivenTwiceIsOnePromise() {
        Hand n1 = Hand.preCandidate(5, LAN, 4).promise(N2).promise(N2);

        assertThat(n1.facts()).isEmpty();
        assertThat(n1.role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    @Test
    void aPromiseToWhoNoLongerAsksIsNotCounted() {
        Hand n1 = Hand.preCandidate(3, LAN, 4).hear(N2, new AppendEntries(4, 1));
        RaftState before = n1.state();
        n1.promise(N3);

        assertThat(n1.state()).isEqualTo(before);
        assertThat(n1.facts()).isEmpty();
    }

    @Test
    void aPromiseTermIsNobodysTermAndIsNotAdopted() {
        Hand n1 = Hand.preCandidate(5, LAN, 4).promise(N2);
        assertThat(n1.term()).isEqualTo(4);

        n1.hear(N3, new PreVoteReply(9, n1.state().round(), true));
        assertThat(n1.term()).isEqualTo(4);
    }

    @Test
    void aDenialWithAHigherTermIsAdopted() {
        Hand n1 = Hand.preCandidate(5, LAN, 4);
        n1.hear(N2, new PreVoteReply(7, n1.state().round(), false));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.facts()).startsWith(new TermAdvanced(4, 7, N2, "PreVoteReply"));
        assertThat(n1.save()).contains(new Ballot(7, nobody()));
    }

    @Test
    void aDenialOfAnyRoundIsHeardForItsTerm() {
        Hand n1 = Hand.preCandidate(5, LAN, 4).hear(N2, new PreVoteReply(7, 3, false));

        assertThat(n1.term()).isEqualTo(7);
    }

    @Test
    void aDenialOfTheSameTermChangesNothing() {
        Hand n1 = Hand.preCandidate(5, LAN, 4);
        RaftState before = n1.state();
        n1.hear(N2, new PreVoteReply(4, n1.state().round(), false));

        assertThat(n1.state()).isEqualTo(before);
    }

    @Test
    void aPreCandidateFollowsTheLeaderOfItsTerm() {
        Hand n1 = Hand.preCandidate(3, LAN, 4).hear(N2, new AppendEntries(4, 1));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.leader()).contains(N2);
        assertThat(n1.state().tally()).isEqualTo(VoteTally.EMPTY);
    }

    @Test
    void aCandidateWhoseTimerFiresAsksAgain() {
        Hand n1 = Hand.candidate(3, LAN, 5).fire();

        assertThat(n1.role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(n1.term()).isEqualTo(5);
        assertThat(n1.votedFor()).contains(N1);
        assertThat(n1.sent()).containsOnly(new PreVoteRequest(6, BOOT_ONE + 1, 0, 0, 0));
    }

    @Test
    void switchedOffWhileAskingItStandsAtTheNextTimeout() {
        Hand n1 = Hand.preCandidate(3, LAN, 4).configure(settings -> settings.withPreVote(false));
        assertThat(n1.role()).isEqualTo(Role.PRE_CANDIDATE);

        n1.fire();
        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
    }

    @Test
    void switchedOffWhileAskingItStillCountsPromises() {
        Hand n1 = Hand.preCandidate(3, LAN, 4)
                .configure(settings -> settings.withPreVote(false))
                .promise(N2);

        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
    }

    @Test
    void switchedOnWhileFollowingItAsksAtTheNextTimeout() {
        Hand n1 = Hand.follower(3, PLAIN, 4)
                .configure(settings -> settings.withPreVote(true))
                .fire();

        assertThat(n1.role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    @Test
    void switchedWhileLeadingItGuardsOrNotFromThenOn() {
        Hand n1 = Hand.leader(3, LAN.withCheckQuorum(false), 4).configure(settings -> settings.withPreVote(false));
        assertThat(n1.role()).isEqualTo(Role.LEADER);

        n1.hear(N2, new RequestVote(5, 0, 0, 0));
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
    }
}
