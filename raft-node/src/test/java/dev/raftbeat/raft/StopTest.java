package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.N5;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command.Stop;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A planned stop: a leader hands over first (thesis §3.10), and ends when another leads. */
class StopTest {
    private static final Stop STOP = new Stop();

    /** A leader of five whose followers acknowledged its first heartbeat. */
    private static Hand leader(Settings settings, NodeId... acknowledging) {
        Hand n1 = Hand.leader(5, settings, 7);
        List.of(acknowledging).forEach(n1::acknowledge);
        return n1;
    }

    private static Optional<String> end(Hand hand) {
        return hand.facts(Stopped.class).stream().map(Stopped::reason).findFirst();
    }

    @Test
    void whoDoesNotLeadEndsAtOnce() {
        for (Hand n1 :
                List.of(Hand.followerOfN2(3, LAN, 5), Hand.preCandidate(3, LAN, 5), Hand.candidate(3, PLAIN, 5))) {
            n1.command(STOP);

            assertThat(n1.told()).containsExactly("StopBegan", "Stopped");
            assertThat(end(n1)).contains("it was told to stop, and it does not lead");
            assertThat(n1.sent()).isEmpty();
            assertThat(n1.effects().wakeAt()).isEqualTo(Effects.NEVER);
        }
    }

    @Test
    void aLeaderAloneEndsAtOnce() {
        Hand n1 = Hand.leader(1, LAN, 5).command(STOP);

        assertThat(n1.told()).containsExactly("StopBegan", "Stopped");
    }

    @Test
    void aLeaderHandsOverAndStaysUntilAnotherLeads() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).command(STOP);
        assertThat(n1.facts()).containsExactly(new StopBegan(), new TransferBegan(N2, 7));
        assertThat(n1.reply()).isEqualTo(new TimeoutNow(7, 4));

        n1.pass(2 * MS).hear(N2, new RequestVote(8, 0, 0, 4));
        assertThat(n1.reply()).as("its vote may be needed").isEqualTo(new RequestVoteReply(8, true));
        assertThat(end(n1)).isEmpty();

        n1.pass(2 * MS).hear(N2, new AppendEntries(8, 1));
        assertThat(n1.told()).endsWith("Stopped");
        assertThat(end(n1)).contains("it was told to stop, and n2 leads");
        assertThat(n1.effects().wakeAt()).isEqualTo(Effects.NEVER);
        assertThat(n1.hear(N2, new AppendEntries(8, 2)).told()).doesNotContain("Stopped");
    }

    @Test
    void theHeirIsTheOneWithTheNewestAcknowledgement() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).pass(50 * MS).wake();
        n1.acknowledge(N4).acknowledge(N5).command(STOP);

        assertThat(n1.sentTo()).containsExactly(N4);
    }

    @Test
    void theHeirIsTheOneThatCameUpLastSoThatALeaderMovesOnceInARollingRestart() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).fire();
        n1.acknowledge(N2).acknowledge(N3).acknowledge(N5).fire();
        n1.acknowledge(N2).acknowledge(N3).acknowledge(N4).acknowledge(N5).command(STOP);

        assertThat(n1.sentTo()).containsExactly(N4);
    }

    @Test
    void nobodyWhoIsSuspectedIsAnHeir() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).connectionLost(N2).command(STOP);

        assertThat(n1.sentTo()).containsExactly(N3);
    }

    /** With CheckQuorum off too: it says who counts, and not only whether to step down. */
    @Test
    void whoWasSilentForTheWindowDoesNotCount() {
        Hand n1 = leader(PLAIN.withQuorumWindow(60 * MS), N2, N3, N4, N5)
                .pass(50 * MS)
                .wake()
                .acknowledge(N5)
                .pass(30 * MS)
                .command(STOP);

        assertThat(end(n1)).contains("it was told to stop, and no quorum answers that another could lead");
    }

    @Test
    void withoutAQuorumThatAnswersItEndsAtOnce() {
        Hand n1 = leader(LAN, N2, N3, N4, N5)
                .connectionLost(N2)
                .connectionLost(N3)
                .connectionLost(N4)
                .command(STOP);

        assertThat(n1.told()).containsExactly("StopBegan", "Stopped");
        assertThat(end(n1)).contains("it was told to stop, and no quorum answers that another could lead");
        assertThat(n1.sent()).isEmpty();
    }

    @Test
    void anHeirThatGoesIsReplacedWhileAQuorumIsLeft() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).command(STOP).connectionLost(N2);
        assertThat(n1.sentTo()).containsExactly(N3);
        assertThat(end(n1)).isEmpty();

        assertThat(n1.connectionLost(N4).sent()).as("no heir of it").isEmpty();
        assertThat(n1.connectionLost(N3).told()).endsWith("Stopped");
    }

    @Test
    void afterTwoHundredMillisecondsItEndsAnyway() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).command(STOP);
        long asked = n1.now();
        while (end(n1.fire()).isEmpty()) {
            List.of(N2, N3, N4, N5).forEach(n1::acknowledge);
        }

        assertThat(n1.now() - asked).isEqualTo(200 * MS);
        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(end(n1)).contains("it was told to stop, and nobody took over in time");
    }

    @Test
    void aTermThatSupersedesItsOwnEndsIt() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).command(STOP).hear(N3, new AppendEntriesReply(9, 0, false));

        assertThat(end(n1)).contains("it was told to stop, and its term is over");
    }

    /** Its timer does not make a candidate of a node that goes: nobody could follow it for long. */
    @Test
    void whoGoesDoesNotCampaign() {
        Settings quick = LAN.withElection(60 * MS, 80 * MS).withHeartbeat(10 * MS);
        Hand n1 = leader(quick, N2, N3, N4, N5).command(STOP).hear(N2, new RequestVote(8, 0, 0, 40));
        while (end(n1.fire()).isEmpty()) {
            assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        }

        assertThat(n1.save()).isEmpty();
        assertThat(n1.state().ballot()).isEqualTo(new Ballot(8, Optional.of(N2)));
        assertThat(end(n1)).contains("it was told to stop, and nobody took over in time");
    }

    @Test
    void toldTwiceItHandsOverOnce() {
        Hand n1 = leader(LAN, N2, N3, N4, N5).command(STOP).command(STOP);

        assertThat(n1.facts()).isEmpty();
        assertThat(n1.sent()).isEmpty();
    }

    @Test
    void aRenamedStateHandsOverToTheSameNodeUnderItsNewName() {
        RaftState state = leader(LAN, N2, N3, N4, N5).command(STOP).state();

        assertThat(state.renamed(name -> name.equals(N1) ? N2 : name.equals(N2) ? N1 : name)
                        .notes()
                        .stop()
                        .orElseThrow()
                        .heir())
                .contains(N1);
    }
}
