package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import org.junit.jupiter.api.Test;

/** When heartbeats go out, and what their answers, or a lost connection, let a node suspect. */
class HeartbeatTest {
    private static final SuspicionReason UNANSWERED = SuspicionReason.HEARTBEATS_UNANSWERED;
    private static final SuspicionReason LOST = SuspicionReason.CONNECTION_LOST;

    @Test
    void theBeatIsKeptWhenAWakeComesALittleLate() {
        Hand n1 = Hand.leader(3, PLAIN, 5);
        long first = n1.now();
        for (int round = 2; round <= 100; round++) {
            n1.pass(n1.core().wakeAt() - n1.now() + MS).wake();
        }

        assertThat(n1.state().leadership().orElseThrow().nextHeartbeatAt()).isEqualTo(first + 100 * 50 * MS);
    }

    @Test
    void afterAStallOneRoundGoesOutAndNoBurst() {
        Hand n1 = Hand.leader(3, PLAIN, 5).pass(10_000 * MS).wake();

        assertThat(n1.sent()).containsExactly(new AppendEntries(5, 2), new AppendEntries(5, 2));
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 50 * MS);
        assertThat(n1.wake().sent()).isEmpty();
    }

    @Test
    void aPeerThatAnswersNoneOfThreeIsSuspectedOnce() {
        Hand n1 = Hand.leader(3, PLAIN, 5).fire().fire();
        assertThat(n1.told()).isEmpty();

        n1.acknowledge(N2).fire();
        assertThat(n1.facts()).containsExactly(new PeerSuspected(N3, UNANSWERED));
        assertThat(n1.fire().facts()).isEmpty();
        assertThat(n1.sentTo()).containsExactly(N2, N3);
    }

    @Test
    void aPeerThatAnswersOneOfThreeIsNotSuspected() {
        Hand n1 = Hand.leader(3, PLAIN, 5).acknowledge(N2).fire().fire().fire();
        assertThat(n1.facts()).containsExactly(new PeerSuspected(N3, UNANSWERED));

        assertThat(n1.fire().facts()).containsExactly(new PeerSuspected(N2, UNANSWERED));
    }

    @Test
    void aSuspectedPeerIsTrustedAtItsNextAcknowledgement() {
        Hand n1 = Hand.leader(3, PLAIN, 5).run(150 * MS);
        assertThat(n1.state().suspected()).containsOnlyKeys(N2, N3);

        n1.acknowledge(N3);
        assertThat(n1.facts()).containsExactly(new PeerTrusted(N3));
        n1.acknowledge(N3);
        assertThat(n1.facts()).isEmpty();
    }

    @Test
    void anAcknowledgementOlderThanThreeRoundsIsNoReasonForTrust() {
        Hand n1 = Hand.leader(3, PLAIN, 5).run(300 * MS).hear(N3, new AppendEntriesReply(5, 1, true));

        assertThat(n1.facts()).isEmpty();
        assertThat(n1.state().suspected()).containsKey(N3);
    }

    @Test
    void onlyALeaderSuspectsForSilence() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5).run(10_000 * MS);

        assertThat(n1.state().suspected()).isEmpty();
    }

    @Test
    void aLostConnectionIsToldOnceAndDoesNothingMore() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5);
        RaftState before = n1.state();
        n1.connectionLost(N2);

        assertThat(n1.facts()).containsExactly(new PeerSuspected(N2, LOST));
        assertThat(n1.sent()).isEmpty();
        assertThat(n1.state().withNotes(n1.state().notes().withTrusted(N2))).isEqualTo(before);
        assertThat(n1.connectionLost(N2).facts()).isEmpty();
    }

    @Test
    void anyMessageRestoresTrustAfterALostConnection() {
        Hand n1 = Hand.followerOfN2(3, PLAIN, 5).connectionLost(N2).hear(N2, new AppendEntries(5, 2));
        assertThat(n1.facts()).startsWith(new PeerTrusted(N2));

        n1 = Hand.leader(3, PLAIN, 5).connectionLost(N2).hear(N2, new RequestVoteReply(5, true));
        assertThat(n1.facts()).containsExactly(new PeerTrusted(N2));
        assertThat(n1.connectionLost(N2).facts()).containsExactly(new PeerSuspected(N2, LOST));
    }

    @Test
    void aDeposedLeaderTrustsWhoeverSpeaks() {
        Hand n1 = Hand.leader(3, LAN, 5).run(300 * MS);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);

        n1.hear(N2, new AppendEntries(5, 1));
        assertThat(n1.facts()).startsWith(new PeerTrusted(N2));
    }

    @Test
    void aRefusedMessageRestoresNoTrust() {
        Hand n1 = Hand.follower(3, LAN, 5).connectionLost(N2).hear(N2, new RaftMessage.TimeoutNow(5, 9));

        assertThat(n1.told()).containsExactly("FrameRefused");
        assertThat(n1.state().suspected()).containsOnlyKeys(N2);
    }

    @Test
    void theConnectionOfAStrangerIsNobodysConcern() {
        Hand n1 = Hand.follower(3, LAN, 5);
        RaftState before = n1.state();

        assertThat(n1.connectionLost(new NodeId("n9")).facts()).isEmpty();
        assertThat(n1.connectionLost(N1).facts()).isEmpty();
        assertThat(n1.state()).isEqualTo(before);
    }
}
