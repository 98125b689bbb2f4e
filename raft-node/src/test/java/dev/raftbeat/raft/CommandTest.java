package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command.CampaignNow;
import dev.raftbeat.protocol.Command.Configure;
import dev.raftbeat.protocol.Command.TransferTo;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the world may ask: transfer (thesis §3.10), campaign, and new settings while running. */
class CommandTest {
    @Test
    void aLeaderTellsItsTargetToCampaign() {
        Hand n1 = Hand.leader(3, LAN, 5).command(new TransferTo(N3));

        assertThat(n1.facts()).containsExactly(new TransferBegan(N3, 5));
        assertThat(n1.reply()).isEqualTo(new TimeoutNow(5, 4));
        assertThat(n1.sentTo()).containsExactly(N3);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void onlyALeaderHandsOverAndOnlyToAnotherMember() {
        for (Hand n1 : List.of(
                Hand.followerOfN2(3, LAN, 5).command(new TransferTo(N3)),
                Hand.leader(3, LAN, 5).command(new TransferTo(N1)),
                Hand.leader(3, LAN, 5).command(new TransferTo(new NodeId("n9"))))) {
            assertThat(n1.told()).containsExactly("CommandRefused");
            assertThat(n1.facts(CommandRefused.class).get(0).command()).startsWith("transfer n");
            assertThat(n1.sent()).isEmpty();
        }
    }

    @Test
    void campaignFiresTheTimerAndObeysPreVote() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5).command(new CampaignNow());
        assertThat(n1.told()).containsExactly("BecamePreCandidate", "VoteCounted", "TimerArmed");

        n1 = Hand.followerOfN2(3, PLAIN, 5).command(new CampaignNow());
        assertThat(n1.told()).containsExactly("BecameCandidate", "VoteCounted", "TimerArmed");
    }

    @Test
    void aLeaderRefusesToCampaignAndSoDoesTheLastTerm() {
        for (Hand n1 : List.of(Hand.leader(3, LAN, 5), Hand.follower(3, LAN, Ballot.TERM_MAX))) {
            RaftState before = n1.state();
            n1.command(new CampaignNow());

            assertThat(n1.facts(CommandRefused.class).get(0).command()).isEqualTo("campaign");
            assertThat(n1.state()).isEqualTo(before);
        }
    }

    @Test
    void aChangeIsToldInTheWordsOfTheFaultLanguage() {
        Hand n1 = Hand.follower(3, LAN, 5);
        n1.configure(was -> was.withPreVote(false).withHeartbeat(20 * MS));
        assertThat(n1.facts())
                .containsExactly(new SettingsChanged(n1.state().settings(), "prevote off, heartbeat 20ms"));

        n1.configure(was -> was.withCheckQuorum(false).withLog(5, 2).withQuorumWindow(1_500_000));
        assertThat(n1.facts(SettingsChanged.class).get(0).what())
                .isEqualTo("checkquorum off, quorum window 1.5ms, log 5@2");

        n1.configure(was -> was.withElection(100 * MS, 200 * MS).withQuorumWindow(0));
        assertThat(n1.facts(SettingsChanged.class).get(0).what())
                .isEqualTo("election 100..200ms, quorum window default");
    }

    @Test
    void theSameSettingsAgainAreNoChange() {
        assertThat(Hand.follower(3, LAN, 5).command(new Configure(LAN)).facts()).isEmpty();
    }

    @Test
    void aNewElectionIntervalIsDrawnFromAtOnceButNotByALeader() {
        Hand n1 = Hand.followerOfN2(3, LAN, 5).configure(was -> was.withElection(100 * MS, 120 * MS));
        assertThat(n1.told()).containsExactly("SettingsChanged", "TimerArmed");
        assertThat(n1.facts(TimerArmed.class))
                .containsExactly(new TimerArmed(ArmReason.SETTINGS, 120 * MS, n1.now() + 120 * MS));

        n1 = Hand.leader(3, LAN, 5).configure(was -> was.withElection(100 * MS, 120 * MS));
        assertThat(n1.told()).containsExactly("SettingsChanged");
    }

    @Test
    void settingsBeforeTheStartArmNothing() {
        RaftConfig config = new RaftConfig(N1, Hand.members(3), LAN, 1);
        RaftCore core =
                new RaftCore(config, RaftState.booted(config, Ballot.BLANK), new RaftRules(), TimeoutDraw.seeded(1));
        core.command(new Configure(LAN.withElection(400 * MS, 500 * MS)), 0);

        assertThat(core.start(0).wakeAt()).isBetween(400 * MS, 500 * MS);
    }

    @Test
    void aShorterHeartbeatIntervalCountsFromNow() {
        Hand n1 = Hand.leader(3, PLAIN.withHeartbeat(10_000 * MS), 5).pass(100 * MS);
        n1.configure(was -> was.withHeartbeat(20 * MS));

        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 20 * MS);
        assertThat(n1.fire().sent()).hasSize(2).allMatch(AppendEntries.class::isInstance);
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 20 * MS);
    }

    @Test
    void aLongerHeartbeatIntervalDoesNotPutOffTheNextBeat() {
        Hand n1 = Hand.leader(3, PLAIN, 5).pass(10 * MS);
        n1.configure(was -> was.withHeartbeat(10_000 * MS));

        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 40 * MS);
    }

    @Test
    void aNewLogPositionDecidesTheNextVote() {
        Hand n1 = Hand.follower(3, PLAIN, 5).configure(was -> was.withLog(8, 3));

        assertThat(n1.hear(N2, new RequestVote(6, 9, 2, 0)).reply()).isEqualTo(new RequestVoteReply(6, false));
        assertThat(n1.due()).isLessThanOrEqualTo(n1.now() + DRAW);
    }
}
