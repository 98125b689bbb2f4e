package dev.raftbeat.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A peer that comes back with less than it had is found out; an honest one never is. */
class PeerMemoryTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final PeerMemory memory = PeerMemory.judging();

    private Optional<BallotDoubted> hears(long connection, int boot, long seq, RaftMessage message) {
        return memory.hear(N1, N2, connection, new FactId(N2, boot, seq), message, 5);
    }

    /** Life 3 was in term 5, and told this node so much. */
    private void life3() {
        assertThat(hears(1, 2, 900, new AppendEntriesReply(4, 1, true))).isEmpty();
        assertThat(hears(2, 3, 10, new AppendEntriesReply(4, 9, true))).isEmpty();
        assertThat(hears(2, 3, 90, new RequestVoteReply(5, true))).isEmpty();
    }

    @Test
    void theSameLifeOnceMoreIsFoundOutWhateverItsTerm() {
        life3();
        assertThat(hears(3, 3, 8, new AppendEntriesReply(6, 1, true))).contains(new BallotDoubted(N2, N1, 3, 5, 5));
        assertThat(hears(3, 3, 9, new AppendEntriesReply(6, 2, true)))
                .as("once a connection")
                .isEmpty();
    }

    @Test
    void anEarlierLifeIsFoundOut() {
        life3();
        assertThat(hears(3, 2, 800, new AppendEntriesReply(6, 1, true))).isPresent();
    }

    @Test
    void aLaterLifeInAnEarlierTermIsFoundOut() {
        life3();
        assertThat(hears(3, 4, 8, new PreVoteReply(9, 1, true)))
                .as("a promise tells no term of its own")
                .isEmpty();
        assertThat(hears(3, 4, 9, new PreVoteRequest(5, 1, 0, 0, 0)))
                .as("who would campaign in 5 is in 4")
                .contains(new BallotDoubted(N2, N1, 3, 5, 5));
    }

    @Test
    void itsVotesAreRefusedInTheTermsThatItMayHaveForgotten() {
        life3();
        hears(3, 3, 8, new AppendEntriesReply(4, 1, true));
        for (RaftMessage vote : new RaftMessage[] {
            new RequestVoteReply(5, true),
            new RequestVote(5, 0, 0, 0),
            new PreVoteRequest(5, 1, 0, 0, 0),
            new PreVoteReply(5, 1, true)
        }) {
            assertThat(memory.refuses(N2, vote)).as("%s", vote).isTrue();
        }
        for (RaftMessage other : new RaftMessage[] {
            new RequestVoteReply(5, false),
            new PreVoteReply(5, 1, false),
            new AppendEntries(5, 1),
            new AppendEntriesReply(5, 1, true),
            new RequestVoteReply(6, true),
            new RequestVote(6, 0, 0, 0)
        }) {
            assertThat(memory.refuses(N2, other)).as("%s", other).isFalse();
        }
        assertThat(memory.refuses(N1, new RequestVoteReply(5, true))).isFalse();
    }

    @Test
    void whatItComesBackWithIsWhatItIsHeldToNext() {
        life3();
        assertThat(hears(3, 3, 8, new AppendEntriesReply(4, 1, true))).isPresent();
        assertThat(hears(4, 3, 80, new AppendEntriesReply(4, 1, true))).isEmpty();
        assertThat(hears(5, 4, 8, new AppendEntriesReply(4, 1, true))).isEmpty();
        assertThat(memory.refuses(N2, new RequestVoteReply(5, true)))
                .as("what was forgotten stays so")
                .isTrue();
    }

    @Test
    void anHonestPeerIsNeverDoubted() {
        life3();
        assertThat(hears(2, 3, 80, new AppendEntriesReply(4, 1, true)))
                .as("a message that another overtook in the sender's queue")
                .isEmpty();
        assertThat(hears(3, 3, 91, new AppendEntriesReply(5, 1, true)))
                .as("a new connection of the same life")
                .isEmpty();
        assertThat(hears(2, 3, 85, new AppendEntriesReply(4, 1, true)))
                .as("a message of the old one that comes late")
                .isEmpty();
        assertThat(hears(4, 4, 7, new RequestVote(6, 0, 0, 0)))
                .as("the next life")
                .isEmpty();
        assertThat(memory.refuses(N2, new RequestVote(6, 0, 0, 0))).isFalse();
    }

    @Test
    void nodesThatAreWrongOnPurposeRememberNothing() {
        PeerMemory trusting = PeerMemory.trusting();
        trusting.hear(N1, N2, 1, new FactId(N2, 3, 90), new RequestVote(5, 0, 0, 0), 5);
        assertThat(trusting.hear(N1, N2, 2, new FactId(N2, 1, 9), new RequestVote(2, 0, 0, 0), 5))
                .isEmpty();
        assertThat(trusting.refuses(N2, new RequestVote(2, 0, 0, 0))).isFalse();
    }
}
