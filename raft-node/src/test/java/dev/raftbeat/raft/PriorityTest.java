package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Command.CampaignNow;
import dev.raftbeat.protocol.Command.TransferTo;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who leads where several could: what a priority changes, and what it does not. */
class PriorityTest {
    private static final long WINDOW = 2 * LAN.electionNanosMax();
    private static final Settings NEVER = LAN.withPriority(0);

    /** n1 leads term 5 of three; each round is acknowledged at once by those who are named, with their priorities. */
    private static final class Leader {
        private final Hand n1;
        private final long beganAt;
        private final Map<NodeId, Integer> peers = new TreeMap<>(Map.of(N2, 1, N3, 1));
        private final List<TransferBegan> handOvers = new ArrayList<>();
        private final List<Long> atMillis = new ArrayList<>();

        Leader(Settings settings) {
            this(Hand.leader(3, settings, 5));
        }

        Leader(Hand n1) {
            this.n1 = n1;
            beganAt = n1.now();
            acknowledge();
        }

        Leader peer(NodeId peer, int priority) {
            peers.put(peer, priority);
            return this;
        }

        Leader without(NodeId peer) {
            peers.remove(peer);
            return this;
        }

        Leader run(long nanos) {
            long end = n1.now() + nanos;
            while (n1.core().wakeAt() <= end) {
                n1.fire();
                acknowledge();
            }
            n1.pass(end - n1.now());
            return this;
        }

        private void acknowledge() {
            long round = n1.state().leadership().orElseThrow().round();
            peers.forEach((peer, priority) -> {
                n1.hear(peer, new AppendEntriesReply(n1.term(), round, true, priority));
                for (TransferBegan began : n1.facts(TransferBegan.class)) {
                    handOvers.add(began);
                    atMillis.add((n1.now() - beganAt) / MS);
                    assertThat(n1.sent()).hasSize(1).allMatch(TimeoutNow.class::isInstance);
                    assertThat(n1.sentTo()).containsExactly(began.target());
                }
            });
        }
    }

    private static TransferBegan toN3(int priority) {
        return new TransferBegan(N3, 5, priority, 1);
    }

    @Test
    void aReplyToALeaderTellsThePriority() {
        for (int priority : List.of(0, 1, 7)) {
            Settings settings = LAN.withPriority(priority);
            assertThat(Hand.followerOfN2(3, settings, 5).reply())
                    .isEqualTo(new AppendEntriesReply(5, 1, true, priority));
            assertThat(Hand.follower(3, settings, 5)
                            .hear(N2, new AppendEntries(4, 1))
                            .reply())
                    .isEqualTo(new AppendEntriesReply(5, 1, false, priority));
        }
    }

    // Priority 0.

    @Test
    void whoNeverCampaignsGivesItsLeaderUpAndItsTimerGoesOn() {
        for (Settings settings : List.of(NEVER, PLAIN.withPriority(0))) {
            Hand n1 = Hand.followerOfN2(3, settings, 5).fire();

            assertThat(n1.told()).containsExactly("TimerFired", "BecameFollower", "TimerArmed");
            assertThat(n1.sent()).isEmpty();
            assertThat(n1.save()).isEmpty();
            assertThat(n1.leader()).isEmpty();
            assertThat(n1.fire().told()).containsExactly("TimerFired", "TimerArmed");
            assertThat(n1.term()).isEqualTo(5);
        }
    }

    @Test
    void itVotesAndPromises() {
        Hand n1 = Hand.follower(3, NEVER, 5);
        n1.hear(N2, new PreVoteRequest(6, 1, 0, 0, 0));
        assertThat(n1.told()).containsExactly("PreVoteGranted");
        assertThat(n1.hear(N2, new RequestVote(6, 0, 0, 0)).reply()).isEqualTo(new RequestVoteReply(6, true));
    }

    @Test
    void itRefusesToCampaignByCommandAndByOrder() {
        Hand n1 = Hand.followerOfN2(3, NEVER, 5);
        RaftState before = n1.state();

        n1.command(new CampaignNow());
        assertThat(n1.facts())
                .containsExactly(new CommandRefused("campaign", "n1 has priority 0, and never campaigns."));
        n1.hear(N2, new TimeoutNow(5, 9));
        assertThat(n1.facts(FrameRefused.class))
                .extracting(FrameRefused::reason)
                .containsExactly(RefusalReason.NEVER_CAMPAIGNS);
        assertThat(n1.sent()).isEmpty();
        assertThat(n1.state()).isEqualTo(before);
    }

    @Test
    void aCampaignEndsWithThePriority() {
        for (Hand n1 : List.of(Hand.preCandidate(3, LAN, 5), Hand.candidate(3, LAN, 5))) {
            n1.configure(was -> was.withPriority(0));
            assertThat(n1.told()).containsExactly("SettingsChanged", "BecameFollower");
            assertThat(n1.vote(N2).role()).isEqualTo(Role.FOLLOWER);
            assertThat(n1.term()).isEqualTo(5);
        }
    }

    @Test
    void aLeaderHandsNothingToIt() {
        Leader leader = new Leader(LAN).peer(N3, 0).run(3 * WINDOW);
        leader.n1.command(new TransferTo(N3));

        assertThat(leader.n1.facts())
                .containsExactly(new CommandRefused("transfer n3", "n3 has priority 0, and never campaigns."));
        assertThat(leader.n1.sent()).isEmpty();
        assertThat(leader.handOvers).isEmpty();
    }

    @Test
    void aLeaderOfPriorityZeroLeadsOnUntilAnotherCan() {
        Leader leader = new Leader(LAN).peer(N3, 0);
        leader.n1.configure(was -> was.withPriority(0));
        assertThat(leader.n1.role()).isEqualTo(Role.LEADER);

        leader.run(2 * WINDOW);
        assertThat(leader.handOvers).containsExactly(new TransferBegan(N2, 5, 1, 0));
    }

    // Higher priorities.

    @Test
    void nobodyIsPreferredWhilePrioritiesAreAlike() {
        assertThat(new Leader(LAN).run(10 * WINDOW).handOvers).isEmpty();
        Leader both = new Leader(LAN.withPriority(4)).peer(N2, 4).peer(N3, 3);
        assertThat(both.run(10 * WINDOW).handOvers).isEmpty();
        assertThat(both.n1.state().handOvers()).isEmpty();
    }

    @Test
    void whoHasFollowedForAWindowIsHandedLeadership() {
        Leader leader = new Leader(LAN).peer(N3, 3).run(WINDOW - MS);
        assertThat(leader.handOvers).isEmpty();

        leader.run(MS);
        assertThat(leader.handOvers).containsExactly(toN3(3));
        assertThat(leader.n1.state().leadership().orElseThrow().transferUntil()).isPositive();
    }

    @Test
    void aRoundThatWasMissedBeginsTheWindowAnew() {
        long beat = LAN.heartbeatNanos();
        Leader leader = new Leader(LAN)
                .peer(N3, 3)
                .run(WINDOW - beat)
                .without(N3)
                .run(beat)
                .peer(N3, 3)
                .run(WINDOW);
        assertThat(leader.handOvers).isEmpty();

        leader.run(beat);
        assertThat(leader.handOvers).containsExactly(toN3(3));
    }

    /** Rounds are acknowledged late, and each in its turn: that is the network, and no gap. */
    @Test
    void answersThatOvertakeOneAnotherStartTheWindowAnewAndLateOnesDoNot() {
        PriorityRules rules = new RaftRules();
        LeaderState.Ack seven = new LeaderState.Ack(7, 0, 3, 0);
        assertThat(rules.followsWithoutGap(seven, 8)).isTrue();
        assertThat(rules.followsWithoutGap(seven, 6)).isTrue();
        assertThat(rules.followsWithoutGap(seven, 9)).isFalse();
    }

    @Test
    void theHighestIsPreferredAndOneHandOverIsEnoughForAWindow() {
        Leader leader = new Leader(LAN).peer(N2, 2).peer(N3, 9).run(WINDOW);
        assertThat(leader.handOvers).containsExactly(toN3(9));

        leader.run(WINDOW - LAN.heartbeatNanos());
        assertThat(leader.handOvers).hasSize(1);
    }

    /** 9 comes to 4, then 2, then 1, which is no more than the leader's own. */
    @Test
    void eachHandOverInVainHalvesThePriority() {
        Leader leader = new Leader(LAN).peer(N3, 9).run(15 * WINDOW);

        assertThat(leader.handOvers).containsExactly(toN3(9), toN3(9), toN3(9));
        assertThat(leader.atMillis).containsExactly(600L, 1_200L, 1_800L);
    }

    @Test
    void theFullPriorityIsBackTwentyWindowsAfterTheLastHandOver() {
        Leader leader = new Leader(LAN).peer(N3, 3).run(43 * WINDOW);

        assertThat(leader.atMillis).containsExactly(600L, 600L + 12_000, 600L + 24_000);
    }

    /** Or a node that wins and falls, again and again, would make leadership flap. */
    @Test
    void whoLeadsAgainRemembersWhomItHandedOverTo() {
        Leader leader = new Leader(LAN).peer(N3, 3).run(WINDOW);
        Hand n1 = leader.n1;
        n1.hear(N3, new AppendEntries(6, 1)).fire();
        n1.promise(N2).vote(N2);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(n1.term()).isEqualTo(7);

        leader.acknowledge();
        leader.run(4 * WINDOW);
        assertThat(leader.handOvers).containsExactly(toN3(3));
        leader.run(16 * WINDOW);
        assertThat(leader.handOvers).containsExactly(toN3(3), new TransferBegan(N3, 7, 3, 1));
    }

    /** Or each leader in turn would have to find out for itself. */
    @Test
    void soDoesWhoVotedBecauseOfIt() {
        Hand n1 = Hand.followerOfN2(3, LAN, 3).hear(N3, new RequestVote(4, 0, 0, 9));
        assertThat(n1.votedFor()).contains(N3);
        n1.fire().promise(N2).vote(N2);
        assertThat(n1.role()).isEqualTo(Role.LEADER);

        assertThat(new Leader(n1).peer(N3, 3).run(4 * WINDOW).handOvers).isEmpty();
        assertThat(new Leader(n1).peer(N3, 3).run(20 * WINDOW).handOvers).containsExactly(toN3(3));
    }

    @Test
    void ordinaryVotesAreForgotten() {
        Hand n1 = Hand.followerOfN2(3, PLAIN, 3).hear(N3, new RequestVote(4, 0, 0, 0));
        assertThat(n1.votedFor()).contains(N3);
        assertThat(n1.state().handOvers()).isEmpty();
    }

    @Test
    void anOrderThatWasAskedForIsNotOvertaken() {
        Leader leader = new Leader(LAN).peer(N3, 3).run(WINDOW - MS);
        leader.n1.command(new TransferTo(N2));
        assertThat(leader.n1.facts()).containsExactly(new TransferBegan(N2, 5));

        leader.run(LAN.electionNanosMin());
        assertThat(leader.handOvers).isEmpty();
        leader.run(2 * LAN.heartbeatNanos());
        assertThat(leader.handOvers).containsExactly(toN3(3));
    }

    /** Nobody waits for it: votes and draws are as ever. */
    @Test
    void anElectionKnowsNoPriorities() {
        Hand n1 = Hand.follower(3, LAN.withPriority(9), 5);
        assertThat(n1.hear(N2, new PreVoteRequest(6, 1, 0, 0, 0)).told()).containsExactly("PreVoteGranted");
        assertThat(n1.due()).isEqualTo(Hand.follower(3, LAN, 5).due());
    }
}
