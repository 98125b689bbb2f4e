package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.N5;
import static dev.raftbeat.raft.Hand.nobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thesis §6.2: a leader that no longer hears a quorum steps down. The window at this pace is 300 ms. */
class CheckQuorumTest {
    private static final long WINDOW = 300 * MS;

    /** Lets it lead for this long while these peers acknowledge every heartbeat. */
    private static Hand led(Hand leader, long nanos, List<NodeId> answering) {
        long end = leader.now() + nanos;
        while (leader.core().wakeAt() <= end && leader.role() == Role.LEADER) {
            leader.fire();
            if (leader.sent().stream().anyMatch(AppendEntries.class::isInstance)) {
                answering.forEach(leader::acknowledge);
            }
        }
        return leader;
    }

    @Test
    void aLeaderWithoutAQuorumStepsDownAfterTheWindow() {
        Hand n1 = Hand.leader(3, LAN, 5);
        long elected = n1.now();
        n1.run(WINDOW - 1);
        assertThat(n1.role()).isEqualTo(Role.LEADER);

        n1.fire();

        assertThat(n1.now() - elected).isEqualTo(WINDOW);
        assertThat(n1.facts())
                .containsExactly(
                        new QuorumLost(5, List.of(N2, N3), WINDOW),
                        new SteppedDown(5, StepDownReason.QUORUM_LOST),
                        new BecameFollower(5, nobody()),
                        new TimerArmed(ArmReason.STEPPED_DOWN, DRAW, n1.now() + DRAW));
        assertThat(n1.sent()).isEmpty();
        assertThat(n1.save()).isEmpty();
        assertThat(n1.votedFor()).contains(N1);
        assertThat(n1.term()).isEqualTo(5);
    }

    @Test
    void aDeposedLeaderStopsHeartbeating() {
        Hand n1 = Hand.leader(3, LAN, 5).run(WINDOW);
        n1.run(DRAW - 1);

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.fire().sent()).noneMatch(AppendEntries.class::isInstance);
    }

    @Test
    void aLeaderThatAQuorumAcknowledgesLeadsOn() {
        assertThat(led(Hand.leader(3, LAN, 5), 5_000 * MS, List.of(N2)).role()).isEqualTo(Role.LEADER);
        assertThat(led(Hand.leader(5, LAN, 5), 5_000 * MS, List.of(N3, N4)).role())
                .isEqualTo(Role.LEADER);
    }

    @Test
    void oneOfFourPeersIsNoQuorum() {
        Hand n1 = led(Hand.leader(5, LAN, 5), 5_000 * MS, List.of(N3));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.facts(QuorumLost.class)).containsExactly(new QuorumLost(5, List.of(N2, N4, N5), WINDOW));
    }

    @Test
    void anAcknowledgementIsAsOldAsItsHeartbeat() {
        Hand n1 = Hand.leader(3, LAN, 5);
        long firstSent = n1.now();
        n1.run(250 * MS).hear(N2, new AppendEntriesReply(5, 1, true));

        assertThat(n1.state().leadership().orElseThrow().acks().get(N2).heardAt())
                .isEqualTo(firstSent);
        assertThat(n1.run(50 * MS).role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void aNewerAcknowledgementMovesTheDeadline() {
        Hand n1 = Hand.leader(3, LAN, 5);
        long elected = n1.now();
        n1.run(100 * MS).hear(N2, new AppendEntriesReply(5, 3, true));

        n1.run(WINDOW - 1);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
        n1.fire();
        assertThat(n1.now()).isEqualTo(elected + 100 * MS + WINDOW);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void acknowledgementsOutOfOrderNeverMakeAPeerOlder() {
        Hand n1 = Hand.leader(3, LAN, 5).run(100 * MS);
        n1.hear(N2, new AppendEntriesReply(5, 3, true));
        LeaderState newest = n1.state().leadership().orElseThrow();
        n1.hear(N2, new AppendEntriesReply(5, 1, true));

        assertThat(n1.state().leadership()).contains(newest);
    }

    @Test
    void aRoundThatWasNeverSentCountsForNothingAndAnOldOneWithinTheWindowCounts() {
        Hand n1 = Hand.leader(3, LAN.withQuorumWindow(600_000 * MS), 5).run(70 * 50 * MS);
        RaftState before = n1.state();
        assertThat(before.leadership().orElseThrow().round()).isEqualTo(71);

        for (long round : new long[] {0, -1, 72, Long.MAX_VALUE}) {
            n1.hear(N2, new AppendEntriesReply(5, round, true));
            assertThat(n1.state()).as("round %d", round).isEqualTo(before);
        }
        n1.hear(N2, new AppendEntriesReply(5, 1, true));
        assertThat(n1.state().leadership().orElseThrow().acks().get(N2).round()).isEqualTo(1);
    }

    @Test
    void aRefusedHeartbeatIsNoAcknowledgement() {
        Hand n1 = Hand.leader(3, LAN, 5);
        RaftState before = n1.state();
        n1.hear(N2, new AppendEntriesReply(5, 1, false));
        assertThat(n1.state()).isEqualTo(before);

        n1.hear(N2, new AppendEntriesReply(4, 1, true));
        assertThat(n1.state()).isEqualTo(before);
    }

    @Test
    void theQuorumsDeadlineIsAWakeOfItsOwn() {
        Hand n1 = Hand.leader(3, LAN.withHeartbeat(1_000 * MS).withQuorumWindow(30 * MS), 5);

        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 30 * MS);
    }

    @Test
    void aFrozenLeaderStepsDownBeforeItSendsAnything() {
        Hand n1 = Hand.leader(3, LAN, 5).acknowledge(N2).pass(60_000 * MS).wake();

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.sent()).isEmpty();
    }

    @Test
    void aLoneNodeIsItsOwnQuorum() {
        Hand n1 = Hand.follower(1, LAN, 4).fire().run(60_000 * MS);

        assertThat(n1.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void switchedOffNobodyStepsDown() {
        Hand n1 = Hand.leader(3, LAN.withCheckQuorum(false), 5).run(60_000 * MS);

        assertThat(n1.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void switchedOnWhileLeadingItBeginsWithAFullWindow() {
        Hand n1 = Hand.leader(3, LAN.withCheckQuorum(false), 5).run(10_000 * MS);
        n1.configure(settings -> settings.withCheckQuorum(true));

        n1.run(WINDOW - 1);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(n1.fire().role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void theWindowMayBeSetWhileLeading() {
        Hand n1 = Hand.leader(3, LAN, 5).configure(settings -> settings.withQuorumWindow(40 * MS));

        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 40 * MS);
        assertThat(n1.fire().facts(QuorumLost.class)).containsExactly(new QuorumLost(5, List.of(N2, N3), 40 * MS));
    }

    @Test
    void afterItsVoteWasKeptADeposedLeaderVotesForNobodyElse() {
        Hand n1 = Hand.leader(3, LAN, 5).run(WINDOW).hear(N2, new RaftMessage.RequestVote(5, 0, 0, 0));

        assertThat(n1.reply()).isEqualTo(new RaftMessage.RequestVoteReply(5, false));
    }
}
