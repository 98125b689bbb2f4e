package dev.raftbeat.world.sentence;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final long MILLI = 1_000_000L;
    private final History history = History.unbooted(5);

    /** The feed: headlines begin with an asterisk. */
    private List<String> feed() {
        Sentences sentences = new Sentences();
        return history.facts().stream()
                .map(sentences::tell)
                .flatMap(Optional::stream)
                .map(told -> (told.headline() ? "* " : "  ") + told.text())
                .toList();
    }

    private static List<String> told(String line) {
        Sentences sentences = new Sentences();
        List<String> told = new ArrayList<>();
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(3, Pace.LAN.settings(), 5)))) {
            world.jump(1_000 * MILLI);
            assertThat(TypedLines.apply(world::apply, line).done()).isTrue();
            world.observe(fact -> sentences.tell(fact).map(Sentence::text).ifPresent(told::add));
            world.jump(3_000 * MILLI);
        }
        return told.stream().filter(text -> text.contains("gave up")).toList();
    }

    @Test
    void aTransferThatNothingComesOfIsSaidToHaveFailed() {
        assertThat(told("transfer follower")).isEmpty();
        assertThat(told("isolate follower; transfer same"))
                .singleElement()
                .asString()
                .matches("n\\d gave up handing term 1 over to n\\d, which did not take over within 300 ms;"
                        + " the request was lost: the link is cut");
        assertThat(told("isolate follower; transfer same; kill leader")).isEmpty();
    }

    @Test
    void anElectionReadsAsAStory() {
        history.node("n3").tells(new TimerFired(187 * MILLI, 0), new BecamePreCandidate(7, 1, false));
        history.node("n2").tells(new VoteDenied(id("n3"), 8, DenialReason.RECENT_LEADER));
        history.node("n3").tells(new VoteCounted(id("n3"), 8, true, Optional.empty(), 1, 3));
        history.node("n3").tells(new VoteCounted(id("n4"), 8, true, Optional.empty(), 3, 3));
        history.node("n3").tells(new BecameCandidate(8, false));
        history.node("n4").tells(new TermAdvanced(7, 8, id("n3"), "RequestVote"));
        history.node("n3").tells(new BecameLeader(8, ids("n3", "n4", "n5")));
        history.node("n4").tells(new BecameFollower(8, Optional.of(id("n3"))));
        history.node("n4").tells(new HeartbeatHeard(id("n3"), 8));
        assertThat(feed())
                .containsExactly(
                        "  n3's 187 ms timer ran out: it asks whether it could win term 8",
                        "  n2 refuses n3 its vote in term 8: it hears a leader",
                        "  n3 has 3 of 3 promises for term 8, now n4's",
                        "* n3 was promised a quorum: it campaigns in term 8 (election 1)",
                        "  n4 moves from term 7 to 8, told by n3's RequestVote",
                        "* n3 leads term 8, elected by n3, n4, n5",
                        "  n4 follows n3 in term 8");
    }

    @Test
    void aHandOverSaysWhy() {
        history.node("n1").tells(new TransferBegan(id("n2"), 4), new TransferBegan(id("n3"), 4, 3, 1));
        assertThat(feed())
                .containsExactly(
                        "* n1 hands term 4 over to n2",
                        "* n1 hands term 4 over to n3: its priority is 3, and that of n1 is 1");
    }

    @Test
    void aCampaignOnProofSaysWhy() {
        history.node("n1")
                .tells(
                        new PeerProvenDead(id("n2"), 1, DeathProof.REFUSED),
                        new TimerArmed(ArmReason.PROOF, 0, 0),
                        new TimerFired(0, 0),
                        new BecamePreCandidate(1, 1, false),
                        new TimerArmed(ArmReason.CAMPAIGN, 200 * MILLI, 200 * MILLI),
                        new TimerFired(200 * MILLI, 0),
                        new BecamePreCandidate(1, 2, false));
        history.node("n3").tells(new PeerProvenDead(id("n2"), 1, DeathProof.NEWER_BOOT));
        assertThat(feed())
                .containsExactly(
                        "  n1 knows that n2's process is gone: a new connection was refused",
                        "  n1 knows that its leader is gone: it asks whether it could win term 2",
                        "  n1's 200 ms timer ran out: it asks whether it could win term 2",
                        "  n3 knows that n2's process is gone: a later life of it answered");
    }

    @Test
    void elections() {
        history.node("n1").tells(new TimerFired(200 * MILLI, 350 * MILLI), new BecameCandidate(2, false));
        history.node("n2").tells(new TimerFired(200 * MILLI, 0), new BecameCandidate(2, false));
        history.node("n1").tells(new BecameCandidate(3, true));
        history.node("n1").tells(new BecamePreCandidate(3, 4, false));
        assertThat(feed())
                .containsExactly(
                        "* n1's 200 ms timer ran out (handled 350 ms late): it campaigns in term 2 (election 1)",
                        "* n2's 200 ms timer ran out: it campaigns in term 2 (election 1)",
                        "* n1 is handed leadership and campaigns in term 3 (election 2)",
                        "  n1 was told to campaign: it asks whether it could win term 4");
    }

    @Test
    void aLeaderThatLostItsQuorum() {
        history.node("n1")
                .tells(
                        new QuorumLost(4, ids("n2", "n3", "n4"), 300 * MILLI),
                        new SteppedDown(4, StepDownReason.QUORUM_LOST));
        history.node("n1").tells(new SteppedDown(6, StepDownReason.HIGHER_TERM));
        assertThat(feed())
                .containsExactly(
                        "  n1 has had no answer from a quorum for 300 ms",
                        "* n1 stepped down: a quorum has not answered for 300 ms (silent: n2, n3, n4)",
                        "* n1 stepped down: term 6 is over, it heard of a later one");
    }

    @Test
    void faultsSpeakForThemselves() {
        history.world()
                .tells(History.began(
                        1, "cut n1 -> n3", "fault", ids("n1"), List.of(), "cut n1 -> n3; n3 -> n1 stays open"));
        history.ends(1);
        history.world().tells(new ProcessEnded(id("n2"), "killed"));
        assertThat(feed())
                .containsExactly(
                        "* cut n1 -> n3; n3 -> n1 stays open", "* over: undo 1", "* n2's process is no more (killed)");
    }

    @Test
    void aSlowDiskIsWorthASentence() {
        history.node("n1").tells(new BallotSaved(4, Optional.empty(), 3 * MILLI));
        history.node("n1").tells(new BallotSaved(5, Optional.empty(), 1_250 * MILLI));
        assertThat(feed()).containsExactly("  n1's disk took 1.25 s to keep its ballot of term 5");
    }

    @Test
    void textFromOutsideIsMadeHarmless() {
        history.node("n1").tells(new FrameRefused(RefusalReason.MALFORMED, "10.0.0.1", "\u001b[2Jgone\r\nn2 leads"));
        history.node("n1").tells(new CommandRefused("set \u202eon", "no"));
        history.node("n1")
                .tells(new Booted(3, Optional.empty(), ids("n1"), History.LAN, 0, Optional.of("torn\u0007 write")));
        history.node("n1")
                .tells(new FrameRefused(RefusalReason.SECOND_LEADER, "n2", "n2 claims to lead term 4, as I do"));
        assertThat(feed())
                .containsExactly(
                        "  n1 refused a frame from 10.0.0.1: \\u001b[2Jgone n2 leads",
                        "* n1 refuses \"set \\u202eon\": no",
                        "* n1 is up in term 3; its ballot file was repaired (torn\\u0007 write)",
                        "* n1 refused a frame from n2: n2 claims to lead term 4, as I do");
    }

    @Test
    void piecesOfEnglish() {
        assertThat(PlainText.duration(340_000)).isEqualTo("340 us");
        assertThat(PlainText.duration(187 * MILLI)).isEqualTo("187 ms");
        assertThat(PlainText.duration(2_000 * MILLI)).isEqualTo("2 s");
        assertThat(PlainText.duration(125_000 * MILLI)).isEqualTo("2 min 5 s");
        assertThat(PlainText.names(List.of())).isEqualTo("nobody");
        assertThat(PlainText.clean("x".repeat(500)))
                .hasSize(PlainText.OUTSIDE_MAX)
                .endsWith("...");
        assertThat(PlainText.clean("\ud800 lone")).isEqualTo("\\ud800 lone");
    }
}
