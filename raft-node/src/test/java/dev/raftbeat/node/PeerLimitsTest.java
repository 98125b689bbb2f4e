package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a node does not take from those who say that they are its peers. */
class PeerLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLION = 1_000_000;

    private static final long THOUSAND = 1_000;
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    private long own = 5;
    private long electionNanosMin = 150_000_000;
    private final PeerLimits limits = new PeerLimits(3, () -> own, () -> electionNanosMin, 0);

    private Optional<RefusalReason> reason(RaftMessage message, int owed, int unsaved, long now) {
        return limits.refusal(N2, message, owed, unsaved, now).map(PeerLimits.Refusal::reason);
    }

    private Optional<RefusalReason> reason(RaftMessage message) {
        return reason(message, 0, 0, 0);
    }

    private static List<RaftMessage> thatRaise(long term) {
        return List.of(
                new PreVoteReply(term, 1, false),
                new RequestVote(term, 9, 9, 9),
                new RequestVoteReply(term, true),
                new AppendEntries(term, 1),
                new AppendEntriesReply(term, 1, true),
                new TimeoutNow(term, 9));
    }

    @Test
    void aTermTooFarAheadIsRefusedInEveryMessageThatCouldRaiseIt() {
        thatRaise(5 + THOUSAND).forEach(message -> assertThat(reason(message)).isEmpty());
        thatRaise(6 + THOUSAND)
                .forEach(message -> assertThat(reason(message)).contains(RefusalReason.TERM_OUT_OF_RANGE));
        assertThat(reason(new PreVoteRequest(6 + THOUSAND, 1, 0, 0, 0))).contains(RefusalReason.TERM_OUT_OF_RANGE);
        assertThat(limits.refusal(N2, new AppendEntries(Ballot.TERM_MAX, 1), 0, 0, 0)
                        .orElseThrow()
                        .detail())
                .isEqualTo("AppendEntries of term 9007199254740991; mine is 5, at most 1000 more a minute")
                .hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void whatTwoClaimIsBelievedUpToAMillion() {
        for (long term : List.of(5 + MILLION, 6 + MILLION)) {
            RaftMessage message = new AppendEntries(term, 1);
            assertThat(reason(message)).contains(RefusalReason.TERM_OUT_OF_RANGE);
            assertThat(limits.refusal(N3, message, 0, 0, 0).isEmpty()).isEqualTo(term == 5 + MILLION);
        }
    }

    @Test
    void withShortTimeoutsTermsMayComeFaster() {
        electionNanosMin = 1_000_000;
        assertThat(reason(new AppendEntries(5 + 60_000, 1))).isEmpty();
        assertThat(reason(new AppendEntries(5 + 60_001, 1))).contains(RefusalReason.TERM_OUT_OF_RANGE);
    }

    /** Somebody asked its sender, in our name, about a term that we are not in. */
    @Test
    void aPromiseOfATermThatWeAreNotInIsNoReasonToRefuseAnHonestPeer() {
        assertThat(reason(new PreVoteReply(6 + MILLION, 1, true))).isEmpty();
    }

    @Test
    void timeoutNowComesNoMoreOftenThanItIsSaid() {
        for (int i = 0; i < Bounds.TIMEOUT_NOWS_A_SECOND; i++) {
            assertThat(reason(new TimeoutNow(5, 9))).isEmpty();
        }
        assertThat(reason(new TimeoutNow(5, 9))).contains(RefusalReason.TOO_OFTEN);
        assertThat(reason(new AppendEntries(5, 1))).as("anything else").isEmpty();
        assertThat(reason(new TimeoutNow(5, 9), 0, 0, SECOND)).isEmpty();
    }

    @Test
    void whileBallotsWaitForTheDiskNoFurtherTermIsTakenOver() {
        int full = Bounds.UNSAVED_MAX;
        thatRaise(6)
                .forEach(message -> assertThat(reason(message, 0, full - 1, 0)).isEmpty());
        thatRaise(6).forEach(message -> assertThat(reason(message, 0, full, 0)).contains(RefusalReason.TOO_OFTEN));
        thatRaise(5).forEach(message -> assertThat(reason(message, 0, full, 0)).isEmpty());
        assertThat(reason(new PreVoteRequest(6, 1, 0, 0, 0), 0, full, 0)).isEmpty();
        assertThat(reason(new PreVoteReply(6, 1, true), 0, full, 0)).isEmpty();
    }

    @Test
    void aDiskThatStandsStillCostsSoMuchMemoryAndNoMore() {
        assertThat(reason(new AppendEntries(5, 1), Bounds.OWED_MAX - 1, 0, 0)).isEmpty();
        assertThat(reason(new AppendEntries(5, 1), Bounds.OWED_MAX, 0, 0)).contains(RefusalReason.TOO_OFTEN);
    }
}
