package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is refused with its reason and changes nothing, in any role. */
class RefusalTest {
    private static Stream<Hand> everyRole() {
        return Stream.of(
                Hand.followerOfN2(3, LAN, 5),
                Hand.preCandidate(3, LAN, 5),
                Hand.candidate(3, LAN, 5),
                Hand.leader(3, LAN, 5));
    }

    private static List<RaftMessage> everyMessage(long term) {
        return List.of(
                new PreVoteRequest(term, 1, 9, 9, 0),
                new PreVoteReply(term, 1, false),
                new RequestVote(term, 9, 9, 9),
                new RequestVoteReply(term, true),
                new AppendEntries(term, 1),
                new AppendEntriesReply(term, 1, true),
                new TimeoutNow(term, 9));
    }

    private static void refused(Hand n1, NodeId from, NodeId to, RaftMessage message, RefusalReason reason) {
        RaftState before = n1.state();
        n1.hear(from, to, message);

        assertThat(n1.facts()).hasSize(1);
        assertThat(n1.facts(FrameRefused.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo(reason))
                .satisfies(fact -> assertThat(fact.remote()).isEqualTo(from.name()));
        assertThat(n1.sent()).isEmpty();
        assertThat(n1.save()).isEmpty();
        assertThat(n1.state()).isEqualTo(before);
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.core().wakeAt());
    }

    private static void refusedInEveryRole(long term, NodeId from, NodeId to, RefusalReason reason) {
        everyRole().forEach(n1 -> everyMessage(term).forEach(message -> refused(n1, from, to, message, reason)));
    }

    @Test
    void ownMessagesThatComeBack() {
        refusedInEveryRole(6, N1, N1, RefusalReason.FROM_MYSELF);
    }

    @Test
    void messagesForSomebodyElse() {
        refusedInEveryRole(6, N2, N3, RefusalReason.WRONG_RECEIVER);
    }

    @Test
    void messagesOfStrangers() {
        refusedInEveryRole(6, new NodeId("n4"), N1, RefusalReason.UNKNOWN_SENDER);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Ballot.TERM_MAX, Ballot.TERM_MAX + 1, Long.MAX_VALUE, 5 + (1L << 40) + 1})
    void termsThatCannotHaveComeAboutHonestly(long term) {
        refusedInEveryRole(term, N2, N1, RefusalReason.TERM_OUT_OF_RANGE);
    }

    @Test
    void aLeapOfAMillionTermsIsStillBelieved() {
        Hand n1 = Hand.follower(3, PLAIN, 5).hear(N2, new AppendEntries(5 + 1_000_000, 1));

        assertThat(n1.term()).isEqualTo(1_000_005);
    }

    @Test
    void aSecondLeaderOfTheOwnTerm() {
        Hand n1 = Hand.leader(3, LAN, 5);

        refused(n1, N3, N1, new AppendEntries(5, 1), RefusalReason.SECOND_LEADER);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void timeoutNowOfAnybodyButTheBelievedLeader() {
        refused(Hand.followerOfN2(3, LAN, 5), N3, N1, new TimeoutNow(5, 9), RefusalReason.NOT_FROM_LEADER);
        refused(Hand.followerOfN2(3, LAN, 5), N2, N1, new TimeoutNow(4, 9), RefusalReason.NOT_FROM_LEADER);
        refused(Hand.followerOfN2(3, LAN, 5), N2, N1, new TimeoutNow(6, 9), RefusalReason.NOT_FROM_LEADER);
        refused(Hand.follower(3, LAN, 5), N2, N1, new TimeoutNow(5, 9), RefusalReason.NOT_FROM_LEADER);
        refused(Hand.preCandidate(3, LAN, 5), N2, N1, new TimeoutNow(5, 9), RefusalReason.NOT_FROM_LEADER);
        refused(Hand.leader(3, LAN, 5), N2, N1, new TimeoutNow(5, 9), RefusalReason.NOT_FROM_LEADER);
    }

    @Test
    void timeoutNowInTheLastTerm() {
        Hand n1 = Hand.followerOfN2(3, LAN, Ballot.TERM_MAX);

        refused(n1, N2, N1, new TimeoutNow(Ballot.TERM_MAX, 9), RefusalReason.TERM_OUT_OF_RANGE);
    }

    @Test
    void aConfigurationThatCannotBe() {
        NodeId stranger = new NodeId("n9");
        assertThatThrownBy(() -> new RaftConfig(stranger, Hand.members(3), LAN, 1))
                .hasMessageContaining("n9 is not a member");
        assertThatThrownBy(() -> new RaftConfig(N1, Hand.members(10), LAN, 1)).hasMessageContaining("one to nine");
        assertThatThrownBy(() -> new RaftConfig(N1, Hand.members(3), LAN, 0)).hasMessageContaining("a boot lies");
        assertThat(new RaftConfig(N2, List.of(new NodeId("n10"), N2, N1), LAN, 1).members())
                .containsExactly(N1, N2, new NodeId("n10"));
    }

    @Test
    void transitionsThatThePaperDoesNotKnow() {
        RaftConfig config = new RaftConfig(N1, Hand.members(3), LAN, 1);
        RaftState leading = Hand.leader(3, LAN, 5).state();
        RaftState following = RaftState.booted(config, new Ballot(5, Optional.empty()));

        assertThatThrownBy(() -> turn(config, leading).becomeCandidate(false))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> turn(config, leading).becomePreCandidate(VoteTally.EMPTY))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> turn(config, following).becomeLeader()).isInstanceOf(IllegalStateException.class);
    }

    private static Step turn(RaftConfig config, RaftState state) {
        return new Step(config, new RaftRules(), TimeoutDraw.seeded(1), state, 0);
    }
}
