package dev.raftbeat.check.safety;

import static dev.raftbeat.check.History.LAN;
import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Judging;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** I13: a leader that was just heard is kept. The least election timeout is 150 ms. */
class RecentLeaderTest {
    private final History history = History.booted(3);

    private StampedFact hears(String kind, long term, Fact... then) {
        StampedFact delivered = history.node("n1").receives(history.node("n2").sends("n1", kind, term));
        if (then.length > 0) {
            history.node("n1").because(delivered).tells(then);
        }
        return delivered;
    }

    private void follows(long millis) {
        history.at(millis);
        hears(
                "AppendEntries",
                1,
                new TermAdvanced(0, 1, id("n2"), "AppendEntries"),
                new BecameFollower(1, Optional.of(id("n2"))),
                new HeartbeatHeard(id("n2"), 1));
    }

    private StampedFact isAskedBy(String candidate, String kind, long term, Fact... then) {
        StampedFact delivered =
                history.node("n1").receives(history.node(candidate).sends("n1", kind, term));
        return history.node("n1").because(delivered).tells(then);
    }

    @Test
    void aLeaderIsKeptForTheLeastTimeout() {
        follows(1_000);
        history.at(1_100);
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteDenied(id("n3"), 2, 1, DenialReason.RECENT_LEADER));
        isAskedBy("n3", "RequestVote", 2, new VoteDenied(id("n3"), 2, DenialReason.RECENT_LEADER));
        history.at(1_150);
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        Judging.valid(RecentLeader::new, history);
        assertThat(Judging.judge(RecentLeader::new, history).judged()).isEqualTo(2);
    }

    private void learnsThatN2IsGone(int life) {
        history.node("n1").tells(new PeerProvenDead(id("n2"), life, DeathProof.REFUSED));
    }

    private void promisesEarly() {
        history.node("n3").tells(new BecamePreCandidate(1, 1, false));
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
    }

    @Test
    void whoeverActsOnProofOfItsOwnKeepsNobody() {
        history.node("n1").tells(new SettingsChanged(LAN.withEvidence(true), "evidence on"));
        follows(1_000);
        history.at(1_100);
        learnsThatN2IsGone(1);
        promisesEarly();
        Judging.unknown(RecentLeader::new, history);
    }

    @Test
    void proofOfAnotherLifeOrBeforeASignOfLifeOrWithoutTheSettingExcusesNothing() {
        history.node("n1").tells(new SettingsChanged(LAN.withEvidence(false), "evidence off"));
        follows(1_000);
        history.at(1_100);
        learnsThatN2IsGone(1);
        promisesEarly();
        Judging.violated(RecentLeader::new, history);

        history.node("n1").tells(new SettingsChanged(LAN.withEvidence(true), "evidence on"));
        history.at(2_000);
        learnsThatN2IsGone(1);
        hears("AppendEntries", 1, new HeartbeatHeard(id("n2"), 1));
        history.at(2_100);
        learnsThatN2IsGone(2);
        promisesEarly();
        assertThat(Judging.judge(RecentLeader::new, history).violations()).hasSize(2);
    }

    @Test
    void aPromiseTooEarly() {
        follows(1_000);
        history.at(1_100);
        history.node("n3").tells(new BecamePreCandidate(1, 1, false));
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        assertThat(Judging.violated(RecentLeader::new, history).sentence())
                .isEqualTo("n1, 100 ms after its leader's heartbeat, let in n3's PreVoteRequest of term 2: "
                        + "PreVoteGranted");
    }

    @Test
    void ageIsThatOfTheDeliveryNotOfWhatItLedTo() {
        history.at(1_000);
        StampedFact beat = hears("AppendEntries", 1);
        history.at(1_140);
        history.node("n1")
                .because(beat)
                .tells(new BecameFollower(1, Optional.of(id("n2"))), new HeartbeatHeard(id("n2"), 1));
        history.at(1_160);
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteDenied(id("n3"), 2, 1, DenialReason.LOG_BEHIND));
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        Judging.unknown(RecentLeader::new, history);
        assertThat(Judging.judge(RecentLeader::new, history).undecided()).isZero();
    }

    private Fact[] yields(String candidate) {
        return new Fact[] {
            new TermAdvanced(1, 2, id(candidate), "RequestVote"),
            new BecameFollower(2, Optional.empty()),
            new VoteGranted(id(candidate), 2)
        };
    }

    @Test
    void aTermTakenFromACandidateTooEarly() {
        follows(1_000);
        history.at(1_100);
        history.node("n3").tells(new BecameCandidate(2, false));
        isAskedBy("n3", "RequestVote", 2, yields("n3"));
        assertThat(Judging.violated(RecentLeader::new, history).sentence())
                .endsWith("let in n3's RequestVote of term 2: TermAdvanced");
    }

    @Test
    void aTransferIsExempt() {
        follows(1_000);
        history.at(1_100);
        history.node("n3").tells(new BecameCandidate(2, true));
        isAskedBy("n3", "RequestVote", 2, yields("n3"));
        Judging.valid(RecentLeader::new, history);
    }

    /** And nothing else that its candidate asks for: not a second question, by its own timer. */
    @Test
    void aPromiseForATransferIsExempt() {
        follows(1_000);
        history.at(1_100);
        history.node("n3").tells(new BecamePreCandidate(1, 1, true), new BecamePreCandidate(1, 2, false));
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        Judging.valid(RecentLeader::new, history);
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 2));
        Judging.violated(RecentLeader::new, history);
    }

    @Test
    void whetherItWasATransferMayNeverBeHeard() {
        follows(1_000);
        history.at(1_100);
        history.node("n3").loses(1);
        isAskedBy("n3", "RequestVote", 2, yields("n3"));
        Judging.unknown(RecentLeader::new, history);
        history.node("n3").tells(new BecameFollower(2, Optional.empty()));
        Judging.unknown(RecentLeader::new, history);
        assertThat(Judging.judge(RecentLeader::new, history).undecided()).isOne();
    }

    @Test
    void aLeaderHearsItself() {
        history.node("n1").tells(new BecameLeader(1, ids("n1", "n2")));
        history.node("n3").tells(new BecamePreCandidate(1, 1, false));
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        assertThat(Judging.violated(RecentLeader::new, history).sentence()).startsWith("n1, which leads, let in");
    }

    @Test
    void whoCampaignsHasGivenItsLeaderUp() {
        follows(1_000);
        history.at(1_050);
        history.node("n1").tells(new TimerFired(1, 0), new BecameCandidate(2, false));
        history.at(1_100);
        isAskedBy("n3", "PreVoteRequest", 3, new PreVoteGranted(id("n3"), 3, 1));
        Judging.unknown(RecentLeader::new, history);
    }

    @Test
    void withoutPreVoteNobodyIsKept() {
        history.node("n1").tells(new SettingsChanged(LAN.withPreVote(false), "prevote off"));
        follows(1_000);
        history.at(1_010);
        isAskedBy("n3", "RequestVote", 2, yields("n3"));
        Judging.unknown(RecentLeader::new, history);
    }

    @Test
    void aClockThatRunsFastIsGivenThat() {
        follows(1_000);
        history.at(1_100);
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        history.fault("skew n1 +50%", ids("n1"));
        assertThat(Judging.judge(RecentLeader::new, history).violations()).isEmpty();
    }

    @Test
    void whatIsAlmostOldEnoughIsUndecided() {
        follows(1_000);
        history.at(1_145);
        isAskedBy("n3", "PreVoteRequest", 2, new PreVoteGranted(id("n3"), 2, 1));
        Judging.unknown(RecentLeader::new, history);
        assertThat(Judging.judge(RecentLeader::new, history).undecided()).isOne();
    }
}
