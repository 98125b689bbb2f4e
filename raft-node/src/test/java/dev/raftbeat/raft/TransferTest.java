package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command.TransferTo;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
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

/** Handing leadership over (thesis §3.10), and orders to campaign that come too late. */
class TransferTest {
    private static final long QUESTION = (1L << 32) + 1;
    private static final TimeoutNow UNTIL_NINE = new TimeoutNow(5, 9);

    private static Hand toldToCampaign(Settings settings) {
        return Hand.followerOfN2(3, settings, 5).hear(N2, UNTIL_NINE);
    }

    @Test
    void whoIsToldToCampaignAsksAtOnceWhateverTheSetting() {
        for (Settings settings : List.of(LAN, PLAIN)) {
            Hand n1 = toldToCampaign(settings);

            assertThat(n1.told()).containsExactly("BecamePreCandidate", "VoteCounted", "TimerArmed");
            assertThat(n1.facts(BecamePreCandidate.class)).containsExactly(new BecamePreCandidate(5, QUESTION, true));
            assertThat(n1.sent()).containsOnly(new PreVoteRequest(6, QUESTION, 0, 0, 9));
            assertThat(n1.save()).isEmpty();
        }
    }

    @Test
    void withPromisesOfAQuorumItStandsOnTheSameOrder() {
        Hand n1 = toldToCampaign(LAN).hear(N3, new PreVoteReply(6, QUESTION, true));

        assertThat(n1.facts(BecameCandidate.class)).containsExactly(new BecameCandidate(6, true));
        assertThat(n1.sent()).containsOnly(new RequestVote(6, 0, 0, 9));
        assertThat(n1.save()).contains(new Ballot(6, Optional.of(N1)));
    }

    /** Or on a link that is slower than the heart beats, no transfer would ever succeed. */
    @Test
    void meanwhileItHearsItsLeader() {
        Hand n1 = toldToCampaign(LAN).pass(50 * MS).hear(N2, new AppendEntries(5, 9));

        assertThat(n1.told()).containsExactly("HeartbeatHeard", "TimerArmed");
        assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(5, 9, true));
        assertThat(n1.role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(n1.hear(N3, new PreVoteReply(6, QUESTION, true)).role()).isEqualTo(Role.CANDIDATE);
    }

    @Test
    void itFollowsAgainWhenTheOrderIsOver() {
        Hand n1 = toldToCampaign(LAN).hear(N2, new AppendEntries(5, 10));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.hear(N3, new PreVoteReply(6, QUESTION, true)).role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.term()).isEqualTo(5);
    }

    @Test
    void anOrderThatComesTooLateIsRefused() {
        Hand n1 =
                Hand.followerOfN2(3, LAN, 5).hear(N2, new AppendEntries(5, 10)).hear(N2, UNTIL_NINE);

        assertThat(n1.facts(FrameRefused.class))
                .extracting(FrameRefused::reason)
                .containsExactly(RefusalReason.TRANSFER_OVER);
        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.sent()).isEmpty();
    }

    /** A heartbeat that was overtaken says nothing newer. */
    @Test
    void anOlderHeartbeatBringsNoOrderBack() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5)
                .hear(N2, new AppendEntries(5, 10))
                .hear(N2, new AppendEntries(5, 3))
                .hear(N2, UNTIL_NINE);

        assertThat(n1.told()).containsExactly("FrameRefused");
    }

    @Test
    void whoHeardALaterRoundHelpsNobodyToBeElected() {
        for (Settings settings : List.of(LAN, PLAIN)) {
            Hand voter = Hand.followerOfN2(3, settings, 5).hear(N2, new AppendEntries(5, 10));
            voter.hear(N3, new PreVoteRequest(6, 1, 0, 0, 9));
            assertThat(voter.facts(PreVoteDenied.class))
                    .containsExactly(new PreVoteDenied(N3, 6, 1, DenialReason.RECENT_LEADER));
            assertThat(voter.reply()).isEqualTo(new PreVoteReply(5, 1, false));

            voter.hear(N3, new RequestVote(6, 0, 0, 9));
            assertThat(voter.facts(VoteDenied.class))
                    .containsExactly(new VoteDenied(N3, 6, DenialReason.RECENT_LEADER));
            assertThat(voter.term()).isEqualTo(5);
        }
    }

    @Test
    void whoHeardNoLaterRoundDoesAndSoDoesTheLeader() {
        Hand voter = Hand.followerOfN2(3, LAN, 5).hear(N2, new AppendEntries(5, 9));
        assertThat(voter.hear(N3, new PreVoteRequest(6, 1, 0, 0, 9)).reply()).isEqualTo(new PreVoteReply(6, 1, true));
        assertThat(voter.hear(N3, new RequestVote(6, 0, 0, 9)).reply()).isEqualTo(new RequestVoteReply(6, true));

        Hand leader = Hand.leader(3, LAN, 5);
        assertThat(leader.hear(N3, new PreVoteRequest(6, 1, 0, 0, 9)).reply()).isEqualTo(new PreVoteReply(6, 1, true));
        assertThat(leader.role()).isEqualTo(Role.LEADER);
        assertThat(leader.hear(N3, new RequestVote(6, 0, 0, 9)).reply()).isEqualTo(new RequestVoteReply(6, true));
        assertThat(leader.role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void anOrderIsGoodForAnElectionTimeoutInRoundsOfHeartbeats() {
        Settings settings = LAN.withElection(300 * MS, 400 * MS).withHeartbeat(20 * MS);
        Hand n1 = Hand.leader(3, settings, 5).command(new TransferTo(N3));
        long round = n1.state().leadership().orElseThrow().round();

        assertThat(n1.reply()).isEqualTo(new TimeoutNow(5, round + 15));
        assertThat(n1.state().leadership().orElseThrow().transferUntil()).isEqualTo(round + 15);
    }

    @Test
    void aTransferWithoutPromisesEndsWithTheTimerInAnOrdinaryCampaign() {
        assertThat(toldToCampaign(PLAIN).fire().sent()).containsOnly(new RequestVote(6, 0, 0, 0));
        assertThat(toldToCampaign(LAN).fire().sent()).containsOnly(new PreVoteRequest(6, QUESTION + 1, 0, 0, 0));
    }

    @Test
    void theElectionAfterATransferIsAnOrdinaryOne() {
        Hand n1 = toldToCampaign(PLAIN)
                .hear(N3, new PreVoteReply(6, QUESTION, true))
                .fire();

        assertThat(n1.sent()).containsOnly(new RequestVote(7, 0, 0, 0));
    }
}
