package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static dev.raftbeat.raft.Hand.nobody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The paper's §5.1: terms, and what a larger or a smaller one does. */
class TermsTest {
    static Stream<RaftMessage> messagesOfTermNine() {
        return Stream.of(
                new RequestVote(9, 0, 0, 0),
                new RequestVoteReply(9, false),
                new PreVoteReply(9, 1, false),
                new AppendEntries(9, 1),
                new AppendEntriesReply(9, 1, false));
    }

    @ParameterizedTest
    @MethodSource("messagesOfTermNine")
    void aLargerTermIsAdoptedAndSaved(RaftMessage message) {
        Hand n1 = Hand.follower(3, PLAIN, 4).hear(N2, message);

        assertThat(n1.term()).isEqualTo(9);
        assertThat(n1.save()).map(Ballot::term).contains(9L);
        assertThat(n1.facts()).startsWith(new TermAdvanced(4, 9, N2, message.kind()));
    }

    @ParameterizedTest
    @MethodSource("messagesOfTermNine")
    void aCandidateWithAnOldTermTurnsFollower(RaftMessage message) {
        Hand n1 = Hand.candidate(3, PLAIN, 4).hear(N2, message);

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.state().tally()).isEqualTo(VoteTally.EMPTY);
        assertThat(n1.told()).startsWith("TermAdvanced", "BecameFollower");
    }

    @ParameterizedTest
    @MethodSource("messagesOfTermNine")
    void aPreCandidateWithAnOldTermTurnsFollower(RaftMessage message) {
        Hand n1 = Hand.preCandidate(3, PLAIN, 4).hear(N2, message);

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.term()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("messagesOfTermNine")
    void aLeaderWithAnOldTermStepsDown(RaftMessage message) {
        Hand n1 = Hand.leader(3, PLAIN, 4).hear(N2, message);

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.state().leadership()).isEmpty();
        assertThat(n1.told()).startsWith("TermAdvanced", "SteppedDown", "BecameFollower", "TimerArmed");
        assertThat(n1.facts(SteppedDown.class)).containsExactly(new SteppedDown(4, StepDownReason.HIGHER_TERM));
    }

    @Test
    void aNewTermBeginsWithoutVoteAndWithoutLeader() {
        Hand n1 = Hand.followerOfN2(3, PLAIN, 4);
        n1.hear(N3, new RequestVote(4, 0, 0, 0));
        assertThat(n1.votedFor()).contains(N3);

        n1.hear(N3, new AppendEntriesReply(5, 1, false));

        assertThat(n1.state().ballot()).isEqualTo(new Ballot(5, nobody()));
        assertThat(n1.leader()).isEmpty();
        assertThat(n1.facts(BecameFollower.class)).containsExactly(new BecameFollower(5, nobody()));
    }

    @Test
    void aRequestOfAnOlderTermIsRejectedWithTheCurrentOne() {
        Hand n1 = Hand.follower(3, PLAIN, 4).hear(N2, new RequestVote(3, 9, 9, 0));

        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(4, false));
        assertThat(n1.facts()).containsExactly(new VoteDenied(N2, 3, DenialReason.STALE_TERM));
        assertThat(n1.save()).isEmpty();
    }

    @Test
    void aHeartbeatOfAnOlderTermIsRejectedWithTheCurrentOne() {
        Hand n1 = Hand.follower(3, PLAIN, 4);
        RaftState before = n1.state();
        n1.pass(10 * MS).hear(N2, new AppendEntries(3, 77));

        assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(4, 77, false));
        assertThat(n1.facts()).isEmpty();
        assertThat(n1.state()).isEqualTo(before);
    }

    @Test
    void aReplyOfAnOlderTermChangesNothing() {
        for (RaftMessage message : List.of(
                new RequestVoteReply(3, true), new AppendEntriesReply(3, 1, true), new PreVoteReply(3, 1, true))) {
            Hand n1 = Hand.candidate(3, PLAIN, 4);
            RaftState before = n1.state();
            n1.hear(N2, message);

            assertThat(n1.state()).isEqualTo(before);
            assertThat(n1.facts()).isEmpty();
        }
    }

    @Test
    void adoptingATermAloneMovesNoDeadline() {
        for (Hand n1 : List.of(Hand.follower(3, LAN, 4), Hand.candidate(3, LAN, 4), Hand.preCandidate(3, LAN, 4))) {
            long due = n1.due();
            n1.pass(30 * MS).hear(N2, new RequestVoteReply(9, false));

            assertThat(n1.term()).isEqualTo(9);
            assertThat(n1.due()).isEqualTo(due);
            assertThat(n1.told()).doesNotContain("TimerArmed");
            assertThat(n1.effects().wakeAt()).isEqualTo(due);
        }
    }

    @Test
    void aTermIsSavedEvenWhenTheVoteIsDenied() {
        Hand n1 = Hand.follower(3, PLAIN.withLog(5, 2), 4).hear(N2, new RequestVote(6, 1, 1, 0));

        assertThat(n1.save()).contains(new Ballot(6, nobody()));
        assertThat(n1.reply()).isEqualTo(new RequestVoteReply(6, false));
    }

    @Test
    void oneInputSavesAtMostOnceAndTheLastBallot() {
        Hand n1 = Hand.follower(3, PLAIN, 4).hear(N2, new RequestVote(6, 0, 0, 0));

        assertThat(n1.save()).contains(new Ballot(6, Optional.of(N2)));
    }

    @Test
    void aTermOutsideItsRangeIsNoBallot() {
        assertThatThrownBy(() -> new Ballot(Ballot.TERM_MAX + 1, nobody()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
