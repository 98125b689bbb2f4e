package dev.raftbeat.check.safety;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Judging;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** I3, I4 and I16: what a node keeps, through all its lives. */
class LivesTest {
    private final History history = History.booted(3);

    @Test
    void termsThatRise() {
        history.node("n1").tells(new TermAdvanced(0, 4, id("n2"), "AppendEntries"));
        history.node("n1").tells(new HeartbeatHeard(id("n2"), 4));
        history.node("n1").restarts().boots(4, null);
        Judging.valid(MonotoneTerm::new, history);
    }

    @Test
    void aTermThatFallsWithinALife() {
        history.node("n1").tells(new BecameFollower(4, Optional.empty()));
        history.node("n1").tells(new BecameFollower(3, Optional.empty()));
        assertThat(Judging.violated(MonotoneTerm::new, history).sentence()).isEqualTo("n1 fell from term 4 to 3");
    }

    @Test
    void aTermThatFallsAcrossARestart() {
        history.node("n1").tells(new BecameFollower(4, Optional.empty()));
        history.node("n1").restarts().boots(3, null);
        assertThat(Judging.violated(MonotoneTerm::new, history).facts())
                .extracting(fact -> fact.boot())
                .containsExactly(1, 2);
    }

    @Test
    void aWipeLetsATermFallAndTheCheckSaysSo() {
        history.node("n1").tells(new BecameFollower(4, Optional.empty()));
        history.action("wipe n1", ids("n1"));
        history.node("n1").restarts().boots(0, null);
        assertThat(Judging.violated(MonotoneTerm::new, history).sentence()).contains("wiped");
    }

    @Test
    void theLastSaveIsLoaded() {
        saves(4, "n2");
        saves(5, null);
        history.node("n1").restarts().boots(5, null);
        Judging.valid(RestartFidelity::new, history);
    }

    @Test
    void aForgottenVote() {
        saves(4, "n2");
        history.node("n1").restarts().boots(4, null);
        assertThat(Judging.violated(RestartFidelity::new, history).sentence())
                .isEqualTo("n1 came up with term 4 and no vote after it had made term 4 and a vote for n2 durable");
    }

    @Test
    void aForgottenTermOfTwoLivesAgo() {
        saves(4, "n2");
        history.node("n1").restarts().restarts().boots(3, null);
        Judging.violated(RestartFidelity::new, history);
    }

    @Test
    void aSaveThatHadBegunMayBeEither() {
        for (long loaded : new long[] {4, 5}) {
            History killed = History.booted(3);
            killed.node("n1").tells(new SaveBegan(4, Optional.empty()));
            killed.node("n1").tells(new BallotSaved(4, Optional.empty(), 1));
            killed.node("n1").tells(new SaveBegan(5, Optional.empty()));
            killed.node("n1").restarts().boots(loaded, null);
            Judging.valid(RestartFidelity::new, killed);
        }
    }

    @Test
    void aBallotAheadOfAllWeHeardProvesNothingAfterAKill() {
        saves(4, null);
        history.node("n1").restarts().boots(6, "n3");
        Judging.unknown(RestartFidelity::new, history);
    }

    @Test
    void aBallotAheadOfAllWeHeardIsInventedAfterAnOrderlyEnd() {
        saves(4, null);
        history.node("n1").tells(new Stopped("asked to"));
        history.node("n1").restarts().boots(6, "n3");
        Judging.violated(RestartFidelity::new, history);
    }

    @Test
    void aWipeExcusesABlankBallotOnce() {
        saves(4, "n2");
        history.action("wipe n1", ids("n1"));
        history.node("n1").restarts().boots(0, null);
        Judging.valid(RestartFidelity::new, history);
        saves(5, "n2");
        history.node("n1").restarts().boots(0, null);
        Judging.violated(RestartFidelity::new, history);
    }

    @Test
    void aWipeOfAnotherExcusesNothing() {
        saves(4, "n2");
        history.action("wipe n3", ids("n3"));
        history.node("n1").restarts().boots(0, null);
        Judging.violated(RestartFidelity::new, history);
    }

    private void saves(long term, String vote) {
        Optional<NodeId> votedFor = Optional.ofNullable(vote).map(History::id);
        history.node("n1").tells(new SaveBegan(term, votedFor), new BallotSaved(term, votedFor, 1));
    }

    // I16.

    @Test
    void aVoteStaysUntilItsTermIsOver() {
        saves(4, null);
        saves(4, "n2");
        history.node("n1").restarts().boots(4, "n2");
        saves(5, null);
        Judging.valid(LastingVote::new, history);
    }

    @Test
    void noVoteWasEverSaved() {
        saves(4, null);
        saves(5, null);
        Judging.unknown(LastingVote::new, history);
    }

    @Test
    void aVoteIsClearedWithinItsTerm() {
        saves(4, "n2");
        saves(4, null);
        assertThat(Judging.violated(LastingVote::new, history).sentence())
                .isEqualTo("n1 saved a vote for n2 in term 4, and then a ballot without a vote");
    }

    @Test
    void aVoteIsReplacedWithinItsTerm() {
        saves(4, "n2");
        saves(4, "n3");
        assertThat(Judging.violated(LastingVote::new, history).sentence())
                .isEqualTo("n1 saved a vote for n2 in term 4, and then one for n3");
    }

    /** The disk may hold a save that had only begun: I4 takes it for right. */
    @Test
    void aVoteIsGoneAfterARestart() {
        saves(4, "n2");
        history.node("n1").tells(new SaveBegan(4, Optional.empty()));
        history.node("n1").restarts().boots(4, null);
        Judging.valid(RestartFidelity::new, history);
        assertThat(Judging.violated(LastingVote::new, history).facts())
                .extracting(fact -> fact.boot())
                .containsExactly(1, 2);
    }

    @Test
    void whatAWipeTookIsNoVoteReplaced() {
        saves(4, "n2");
        history.action("wipe n1", ids("n1"));
        history.node("n1").restarts().boots(0, null);
        saves(4, null);
        saves(4, "n3");
        saves(5, null);
        Judging.valid(LastingVote::new, history);
    }

    @Test
    void aLifeThatBeganUnheardMayHaveBegunWithAWipedDisk() {
        saves(4, "n2");
        history.node("n1").restarts().loses(1);
        saves(4, null);
        Judging.unknown(LastingVote::new, history);
    }
}
