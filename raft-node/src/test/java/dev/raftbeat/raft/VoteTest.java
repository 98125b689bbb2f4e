package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.PLAIN;
import static dev.raftbeat.raft.Hand.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Figure 2, RequestVote RPC; §5.2 and §5.4.1 on who gets a vote; §6 on who gets none while a leader is heard. */
class VoteTest {
    private static final RequestVote OF_TERM_FIVE = new RequestVote(5, 0, 0, 0);

    @Test
    void theFirstToAskGetsTheVote() {
        Hand n1 = Hand.follower(3, LAN, 4).pass(60 * MS).hear(N2, OF_TERM_FIVE);

        assertThat(n1.told()).containsExactly("TermAdvanced", "BecameFollower", "VoteGranted", "TimerArmed");
        assertThat(n1.facts())
                .endsWith(new VoteGranted(N2, 5), new TimerArmed(ArmReason.VOTE_GRANTED, DRAW, n1.now() + DRAW));
        assertThat(n1.save()).contains(new Ballot(5, Optional.of(N2)));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void theSecondToAskGetsNone() {
        Hand n1 = Hand.follower(3, PLAIN, 5).hear(N2, OF_TERM_FIVE).hear(N3, OF_TERM_FIVE);

        assertThat(n1.facts()).containsExactly(new VoteDenied(N3, 5, DenialReason.ALREADY_VOTED));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));
        assertThat(n1.save()).isEmpty();
        assertThat(n1.votedFor()).contains(N2);
    }

    @Test
    void theSameCandidateIsGrantedAgainWithoutAnotherSave() {
        Hand n1 =
                Hand.follower(3, PLAIN, 5).hear(N2, OF_TERM_FIVE).pass(10 * MS).hear(N2, OF_TERM_FIVE);

        assertThat(n1.told()).containsExactly("VoteGranted", "TimerArmed");
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
        assertThat(n1.save()).isEmpty();
    }

    @Test
    void aVoteOutlivesARestart() {
        Hand n1 = Hand.follower(3, PLAIN, new Ballot(5, Optional.of(N2))).hear(N3, OF_TERM_FIVE);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, false));

        n1.hear(N2, OF_TERM_FIVE);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void aCandidateAndALeaderHaveVotedForThemselves() {
        for (Hand n1 : List.of(Hand.candidate(3, PLAIN, 5), Hand.leader(3, PLAIN, 5))) {
            n1.hear(N3, OF_TERM_FIVE);

            assertThat(n1.facts()).containsExactly(new VoteDenied(N3, 5, DenialReason.ALREADY_VOTED));
        }
    }

    @Test
    void aLogThatIsBehindGetsNoVote() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(7, 2), 4);
        n1.hear(N2, new RequestVote(5, 6, 2, 0));
        assertThat(n1.facts()).contains(new VoteDenied(N2, 5, DenialReason.LOG_BEHIND));
        assertThat(n1.save()).contains(new Ballot(5, nobody()));

        n1.hear(N3, new RequestVote(5, 7, 2, 0));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void aCandidateTellsItsLog() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(7, 2), 4).fire();

        assertThat(n1.sent()).containsOnly(new RequestVote(5, 7, 2, 0));
    }

    @Test
    void aDeniedVoteGivesTheCandidateNoTime() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(7, 2), 4);
        long due = n1.due();
        n1.pass(50 * MS).hear(N2, OF_TERM_FIVE);

        assertThat(n1.due()).isEqualTo(due);
        assertThat(n1.told()).doesNotContain("TimerArmed");
    }

    @Test
    void aPreCandidateThatVotesWaitsForWhomItVotedFor() {
        Hand n1 = Hand.preCandidate(3, LAN, 5).hear(N2, OF_TERM_FIVE);

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.told()).containsExactly("BecameFollower", "VoteGranted", "TimerArmed");
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void whoeverHearsALeaderNeitherVotesNorTakesTheTerm() {
        Hand n1 = Hand.followerOfN2(3, LAN, 4).pass(100 * MS).hear(N2, new AppendEntries(4, 2));
        RaftState before = n1.state();
        n1.pass(150 * MS - 1).hear(N3, OF_TERM_FIVE);

        assertThat(n1.facts()).containsExactly(new VoteDenied(N3, 5, DenialReason.RECENT_LEADER));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(4, false));
        assertThat(n1.state()).isEqualTo(before);

        n1.pass(1).hear(N3, OF_TERM_FIVE);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void aLeaderHasJustHeardFromItself() {
        Hand n1 =
                Hand.leader(3, LAN.withCheckQuorum(false), 4).pass(10_000 * MS).hear(N3, OF_TERM_FIVE);

        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(n1.facts()).containsExactly(new VoteDenied(N3, 5, DenialReason.RECENT_LEADER));
    }

    @Test
    void withoutPreVoteARecentLeaderProtectsNobody() {
        Hand n1 = Hand.followerOfN2(3, LAN.withPreVote(false), 4).hear(N3, OF_TERM_FIVE);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));

        n1 = Hand.leader(3, LAN.withPreVote(false), 4).hear(N3, OF_TERM_FIVE);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void anOlderLeadersHeartbeatDoesNotCountAsALeaderHeard() {
        Hand n1 = Hand.follower(3, LAN, 4).hear(N2, new AppendEntries(3, 1)).hear(N3, OF_TERM_FIVE);

        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(5, true));
    }

    @Test
    void aLeaderThatVotesArmsItsTimerAgain() {
        Hand n1 = Hand.leader(3, PLAIN, 4).hear(N4, OF_TERM_FIVE);
        assertThat(n1.told()).containsExactly("FrameRefused");

        n1.hear(N3, OF_TERM_FIVE);
        assertThat(n1.told())
                .containsExactly(
                        "TermAdvanced", "SteppedDown", "BecameFollower", "TimerArmed", "VoteGranted", "TimerArmed");
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.due());
    }
}
