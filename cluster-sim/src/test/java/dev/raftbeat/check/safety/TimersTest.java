package dev.raftbeat.check.safety;

import static dev.raftbeat.check.History.LAN;
import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Judging;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** I10, I12 and I14: timers, PreVote, and what a leader that lost its quorum does. */
class TimersTest {
    private final History history = History.booted(3);

    private static TimerArmed armed(ArmReason reason, long millis) {
        return new TimerArmed(reason, millis * 1_000_000, millis * 1_000_000);
    }

    private void hears(String message, Fact... then) {
        StampedFact sent = history.node("n2").sends("n1", message, 1);
        history.node("n1").because(history.node("n1").receives(sent)).tells(then);
    }

    @Test
    void everyKnownGroundIsGood() {
        StampedFact booted = history.node("n1").restarts().boots(0, null);
        history.node("n1").because(booted).tells(armed(ArmReason.BOOT, 150));
        hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 160));
        hears("RequestVote", new VoteGranted(id("n2"), 1), armed(ArmReason.VOTE_GRANTED, 170));
        history.node("n1").tells(new TimerFired(170, 0), new BecameCandidate(2, false), armed(ArmReason.CAMPAIGN, 180));
        hears(
                "AppendEntries",
                new TermAdvanced(2, 3, id("n2"), "AppendEntries"),
                new SteppedDown(2, StepDownReason.HIGHER_TERM),
                new BecameFollower(3, Optional.of(id("n2"))),
                armed(ArmReason.STEPPED_DOWN, 190));
        history.node("n1")
                .tells(
                        new SettingsChanged(LAN.withElection(10_000_000, 20_000_000), "election 10..20ms"),
                        armed(ArmReason.SETTINGS, 15));
        Judging.valid(TimerDiscipline::new, history);
    }

    private void waitsOnProof(int life) {
        history.node("n1").tells(new PeerProvenDead(id("n2"), life, DeathProof.REFUSED), armed(ArmReason.PROOF, 3));
    }

    @Test
    void proofOfTheLifeThatIsFollowedAllowsAShortWaitAndToAskAgain() {
        hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 160));
        waitsOnProof(1);
        hears("PreVoteReply", armed(ArmReason.PROOF, 1));
        Judging.valid(TimerDiscipline::new, history);
    }

    @Test
    void withoutProofOrWithThatOfAnotherLifeAShortWaitIsNotBorneOut() {
        hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 160));
        history.node("n1").tells(armed(ArmReason.PROOF, 3));
        waitsOnProof(2);
        waitsOnProof(1);
        hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 170));
        history.node("n1").tells(armed(ArmReason.PROOF, 3));
        assertThat(Judging.judge(TimerDiscipline::new, history).violations())
                .hasSize(3)
                .allSatisfy(violation -> assertThat(violation.sentence())
                        .isEqualTo("n1 gave its leader's process up for gone, without proof that this life of it is"));
    }

    @Test
    void whichLifeIsFollowedMustBeKnown() {
        waitsOnProof(1);
        assertThat(Judging.judge(TimerDiscipline::new, history).undecided()).isEqualTo(1);
    }

    @Test
    void aDeniedVoteArmsNothing() {
        hears(
                "RequestVote",
                new VoteDenied(id("n2"), 1, DenialReason.ALREADY_VOTED),
                armed(ArmReason.VOTE_GRANTED, 170));
        assertThat(Judging.violated(TimerDiscipline::new, history).sentence())
                .isEqualTo("n1 armed its timer for VOTE_GRANTED, which nothing bears out");
    }

    @Test
    void aHigherTermAloneArmsNothing() {
        hears(
                "RequestVote",
                new TermAdvanced(0, 1, id("n2"), "RequestVote"),
                new BecameFollower(1, Optional.empty()),
                armed(ArmReason.STEPPED_DOWN, 170));
        Judging.violated(TimerDiscipline::new, history);
    }

    @Test
    void groundsThatWeMissedAreUndecided() {
        StampedFact unheard = new StampedFact(0, id("n1"), 1, 30, 1, Optional.empty(), new HeartbeatHeard(id("n2"), 1));
        history.node("n1").loses(30).because(unheard).tells(armed(ArmReason.HEARTBEAT, 170));
        Judging.unknown(TimerDiscipline::new, history);
    }

    @Test
    void aTimeoutOutsideTheSettingsInForce() {
        for (long millis : new long[] {149, 300}) {
            History one = History.booted(3);
            StampedFact booted = one.node("n1").restarts().boots(0, null);
            one.node("n1").because(booted).tells(armed(ArmReason.BOOT, millis));
            assertThat(Judging.violated(TimerDiscipline::new, one).sentence())
                    .isEqualTo("n1 armed its timer with " + millis + " ms, outside 150-300 ms");
        }
    }

    @Test
    void anEqualLeastAndGreatestIsATimeoutToo() {
        history.node("n1")
                .tells(
                        new SettingsChanged(LAN.withElection(150_000_000, 150_000_000), "election 150..150ms"),
                        armed(ArmReason.SETTINGS, 150));
        for (int i = 0; i < 6; i++) {
            hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 150));
        }
        Judging.valid(TimerDiscipline::new, history);
    }

    @Test
    void aTimeoutDrawnOnceAndUsedForEver() {
        for (int i = 0; i < 6; i++) {
            hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 200));
        }
        assertThat(Judging.violated(TimerDiscipline::new, history).sentence())
                .isEqualTo("n1 armed its timer 4 times in a row with 200 ms");
    }

    @Test
    void alignedTimersAreAlikeOnAllNodes() {
        for (int i = 0; i < 6; i++) {
            hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 400));
        }
        history.node("n3").tells(armed(ArmReason.SETTINGS, 400));
        Judging.valid(TimerDiscipline::new, history);
    }

    @Test
    void aPreVoteRequestThatOnlyGetsAnAnswerIsHarmless() {
        hears("PreVoteRequest", new PreVoteGranted(id("n2"), 1, 1));
        hears("PreVoteRequest", new PreVoteDenied(id("n2"), 1, 1, DenialReason.RECENT_LEADER));
        hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 160));
        Judging.valid(HarmlessPreVote::new, history);
    }

    @Test
    void aPreVoteRequestThatHasAnEffect() {
        List<Fact> effects = List.of(
                armed(ArmReason.VOTE_GRANTED, 160),
                new SaveBegan(1, Optional.empty()),
                new TermAdvanced(0, 1, id("n2"), "PreVoteRequest"),
                new VoteGranted(id("n2"), 1),
                new BecameFollower(1, Optional.empty()),
                new SteppedDown(1, StepDownReason.HIGHER_TERM));
        for (Fact effect : effects) {
            History one = History.booted(3);
            StampedFact sent = one.node("n2").sends("n1", "PreVoteRequest", 1);
            StampedFact delivered = one.node("n1").receives(sent);
            one.node("n3").tells(new BecameFollower(0, Optional.empty()));
            one.node("n1").because(delivered).tells(new PreVoteGranted(id("n2"), 1, 1), effect);
            Violation violation = Judging.violated(HarmlessPreVote::new, one);
            assertThat(violation.sentence()).startsWith("n1 ").endsWith("because of a PreVote request of n2");
            assertThat(violation.facts()).hasSize(2);
        }
    }

    @Test
    void noPreVoteIsNothingToJudge() {
        hears("AppendEntries", new HeartbeatHeard(id("n2"), 1), armed(ArmReason.HEARTBEAT, 160));
        Judging.unknown(HarmlessPreVote::new, history);
    }

    @Test
    void aLeaderThatFallsSilent() {
        history.node("n1").sends("n2", "AppendEntries", 4);
        losesQuorum();
        history.node("n1").sends("n2", "AppendEntries", 6);
        history.node("n1").sends("n2", "AppendEntriesReply", 4);
        Judging.valid(StaleHeartbeat::new, history);
    }

    @Test
    void aLeaderThatGoesOnSending() {
        losesQuorum();
        history.node("n1").sends("n2", "AppendEntries", 4);
        assertThat(Judging.violated(StaleHeartbeat::new, history).sentence())
                .isEqualTo("n1 sent a heartbeat of term 4 after it had given up term 4");
    }

    @Test
    void aLeaderThatGoesOnAfterARestart() {
        losesQuorum();
        history.node("n1").restarts().boots(4, "n1");
        history.node("n1").sends("n2", "AppendEntries", 4);
        Judging.violated(StaleHeartbeat::new, history);
    }

    @Test
    void withoutCheckQuorumTheLossBindsNobody() {
        history.node("n1").tells(new SettingsChanged(LAN.withCheckQuorum(false), "checkquorum off"));
        history.node("n1").tells(new QuorumLost(4, ids("n2", "n3"), 300));
        history.node("n1").sends("n2", "AppendEntries", 4);
        Judging.unknown(StaleHeartbeat::new, history);
    }

    private void losesQuorum() {
        history.node("n1")
                .tells(new QuorumLost(4, ids("n2", "n3"), 300), new SteppedDown(4, StepDownReason.QUORUM_LOST));
    }
}
