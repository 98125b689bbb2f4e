package dev.raftbeat.check.safety;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Judging;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
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

/** I7, I8, I9 and I11: what comes of messages. */
class MessagesTest {
    private final History history = History.booted(3);

    /** A message from n2 to n1, and what comes of it; answers its delivery. */
    private StampedFact hears(String kind, long term, Fact... then) {
        StampedFact delivered = history.node("n1").receives(history.node("n2").sends("n1", kind, term));
        if (then.length > 0) {
            history.node("n1").because(delivered).tells(then);
        }
        return delivered;
    }

    private void becomes(Fact role) {
        history.node("n1").tells(role);
    }

    /** Something comes of a later message, so that all earlier ones are past. */
    private void goesOn(long term) {
        hears("PreVoteRequest", term + 1, new PreVoteGranted(id("n2"), term + 1, 9));
    }

    private Fact[] adopts(long from, long to, String kind) {
        return new Fact[] {new TermAdvanced(from, to, id("n2"), kind), new BecameFollower(to, Optional.empty())};
    }

    // I7.

    @Test
    void olderTermsGetRepliesAndNewerOnesAreFollowed() {
        becomes(new BecameFollower(5, Optional.empty()));
        hears("AppendEntries", 4, new MessageSent(id("n2"), "AppendEntriesReply", 5));
        hears("RequestVoteReply", 3);
        hears("RequestVoteReply", 3, new PeerTrusted(id("n2")));
        hears("RequestVoteReply", 6, adopts(5, 6, "RequestVoteReply"));
        hears("RequestVote", 9, new VoteDenied(id("n2"), 9, DenialReason.RECENT_LEADER));
        hears("TimeoutNow", 9, new FrameRefused(RefusalReason.NOT_FROM_LEADER, "n2", ""));
        goesOn(6);
        Judging.valid(NewerTerms::new, history);
    }

    @Test
    void whatAnOlderTermMustNotDo() {
        List<Fact> effects = List.of(
                new HeartbeatHeard(id("n2"), 5),
                new VoteGranted(id("n2"), 5),
                new PreVoteGranted(id("n2"), 4, 1),
                new SteppedDown(5, StepDownReason.HIGHER_TERM),
                new TimerArmed(ArmReason.HEARTBEAT, 1, 1));
        for (Fact effect : effects) {
            History one = History.booted(3);
            one.node("n1").tells(new BecameFollower(5, Optional.empty()));
            StampedFact sent = one.node("n2").sends("n1", "AppendEntries", 4);
            one.node("n1").because(one.node("n1").receives(sent)).tells(effect);
            assertThat(Judging.violated(NewerTerms::new, one).sentence())
                    .isEqualTo("n1 was in term 5 and took in n2's AppendEntries of term 4: " + effect.name());
        }
    }

    @Test
    void aNewerTermThatIsNotFollowed() {
        hears("RequestVote", 4, new VoteDenied(id("n2"), 4, DenialReason.ALREADY_VOTED));
        goesOn(0);
        assertThat(Judging.violated(NewerTerms::new, history).sentence())
                .isEqualTo("n1 was in term 0 and did not follow n2's RequestVote of term 4 into it");
    }

    @Test
    void aNewerTermThatIsPassedOverInSilence() {
        hears("AppendEntriesReply", 4);
        goesOn(0);
        assertThat(Judging.violated(NewerTerms::new, history).sentence()).contains("AppendEntries reply of term 4");
    }

    @Test
    void anotherTermThanTheMessageCarried() {
        hears("RequestVoteReply", 4, adopts(0, 3, "RequestVoteReply"));
        assertThat(Judging.violated(NewerTerms::new, history).sentence())
                .isEqualTo("n1 moved to term 3 because of n2's RequestVote reply of term 4");
    }

    @Test
    void whatWaitsForTheDiskIsNoSilence() {
        // Both arrive before the save that the first one leads to is done; what came of them is told in their order.
        StampedFact first = hears("RequestVote", 4);
        StampedFact save = history.node("n1").because(first).tells(new SaveBegan(4, Optional.empty()));
        StampedFact second = hears("AppendEntries", 4);
        hears("AppendEntriesReply", 4);
        history.node("n1").because(save).tells(new BallotSaved(4, Optional.empty(), 1));
        history.node("n1").because(first).tells(adopts(0, 4, "RequestVote"));
        history.node("n1").because(second).tells(new HeartbeatHeard(id("n2"), 4));
        goesOn(4);
        Judging.valid(NewerTerms::new, history);
    }

    @Test
    void whatWaitsForASlowDiskIsRememberedForAsLongAsItTakes() {
        StampedFact first = hears("RequestVote", 4);
        StampedFact save = history.node("n1").because(first).tells(new SaveBegan(4, Optional.empty()));
        for (int i = 0; i < 200; i++) {
            hears("AppendEntriesReply", 0);
        }
        history.node("n1").because(save).tells(new BallotSaved(4, Optional.empty(), 1));
        history.node("n1").because(first).tells(adopts(0, 4, "RequestVote"));
        goesOn(4);
        Judging.valid(NewerTerms::new, history);
    }

    @Test
    void aTermOfPreVoteBindsNobody() {
        hears("PreVoteRequest", 4, new PreVoteGranted(id("n2"), 4, 1));
        hears("PreVoteReply", 4);
        goesOn(0);
        Judging.unknown(NewerTerms::new, history);
        assertThat(Judging.judge(NewerTerms::new, history).undecided()).isZero();
    }

    @Test
    void aNewerTermOfWhichWeMissedWhatCame() {
        hears("RequestVote", 4);
        history.node("n1").loses(5);
        goesOn(0);
        Judging.unknown(NewerTerms::new, history);
        assertThat(Judging.judge(NewerTerms::new, history).undecided()).isOne();
    }

    // I8.

    @Test
    void aCandidateThatHearsItsLeaderFollows() {
        becomes(new BecameCandidate(4, false));
        hears("AppendEntries", 4, new BecameFollower(4, Optional.of(id("n2"))), new HeartbeatHeard(id("n2"), 4));
        goesOn(4);
        Judging.valid(HeartbeatObeyed::new, history);
    }

    @Test
    void aCandidateThatHearsAndGoesOn() {
        becomes(new BecameCandidate(4, false));
        hears("AppendEntries", 4, new HeartbeatHeard(id("n2"), 4));
        goesOn(4);
        assertThat(Judging.violated(HeartbeatObeyed::new, history).sentence())
                .isEqualTo("n1 took in n2's AppendEntries of term 4 and does not follow it");
    }

    @Test
    void aCandidateThatIsDeafToItsLeader() {
        becomes(new BecameCandidate(4, false));
        hears("AppendEntries", 4);
        goesOn(4);
        Judging.violated(HeartbeatObeyed::new, history);
    }

    @Test
    void aLeaderThatIsSentAHeartbeatOfItsTerm() {
        becomes(new BecameLeader(4, ids("n1", "n3")));
        hears("AppendEntries", 4, new FrameRefused(RefusalReason.SECOND_LEADER, "n2", ""));
        goesOn(4);
        Violation violation = Judging.violated(HeartbeatObeyed::new, history);
        assertThat(violation.sentence()).isEqualTo("n1 leads term 4 and was sent a heartbeat of it by n2");
        assertThat(violation.facts().get(0).fact()).isInstanceOf(BecameLeader.class);
    }

    @Test
    void aLeaderThatSaysNothingToASecondOne() {
        becomes(new BecameLeader(4, ids("n1", "n3")));
        hears("AppendEntries", 4);
        goesOn(4);
        Judging.violated(HeartbeatObeyed::new, history);
    }

    @Test
    void aRoleThatWeMissedIsNotJudged() {
        becomes(new BecameCandidate(4, false));
        hears("AppendEntries", 4);
        history.node("n1").loses(3);
        goesOn(4);
        Judging.unknown(HeartbeatObeyed::new, history);
        assertThat(Judging.judge(HeartbeatObeyed::new, history).undecided()).isOne();
    }

    @Test
    void aSaveThatBeganLaterIsNoPartOfWhatCameOfAHeartbeat() {
        StampedFact beat = hears(
                "AppendEntries", 4, new BecameFollower(4, Optional.of(id("n2"))), new HeartbeatHeard(id("n2"), 4));
        // The disk stands still; the timer, armed by the heartbeat, fires twice, and is told of when the disk is free.
        StampedFact one = history.node("n1").because(beat).tells(new SaveBegan(5, Optional.of(id("n1"))));
        StampedFact two = history.node("n1").because(beat).tells(new SaveBegan(6, Optional.of(id("n1"))));
        history.node("n1").because(one).tells(new BallotSaved(5, Optional.of(id("n1")), 1));
        history.node("n1").because(beat).tells(new TimerFired(1, 1), new BecameCandidate(5, false));
        history.node("n1").because(two).tells(new BallotSaved(6, Optional.of(id("n1")), 1));
        goesOn(5);
        Judging.valid(HeartbeatObeyed::new, history);
    }

    // I9.

    @Test
    void repliesCarryTheTermAfterwards() {
        hears(
                "RequestVote",
                4,
                replies(adopts(0, 4, "RequestVote"), new VoteGranted(id("n2"), 4), "RequestVoteReply", 4));
        hears("AppendEntries", 3, new MessageSent(id("n2"), "AppendEntriesReply", 4));
        hears("PreVoteRequest", 5, new PreVoteGranted(id("n2"), 5, 1), new MessageSent(id("n2"), "PreVoteReply", 5));
        hears(
                "PreVoteRequest",
                5,
                new PreVoteDenied(id("n2"), 5, 2, DenialReason.RECENT_LEADER),
                new MessageSent(id("n2"), "PreVoteReply", 4));
        Judging.valid(HonestReplies::new, history);
    }

    private static Fact[] replies(Fact[] first, Fact then, String kind, long term) {
        return new Fact[] {first[0], first[1], then, new MessageSent(id("n2"), kind, term)};
    }

    @Test
    void aReplyWithTheTermBefore() {
        hears(
                "RequestVote",
                4,
                replies(adopts(0, 4, "RequestVote"), new VoteGranted(id("n2"), 4), "RequestVoteReply", 0));
        assertThat(Judging.violated(HonestReplies::new, history).sentence())
                .isEqualTo("n1 answered n2's RequestVote of term 4 with term 0, not 4");
    }

    @Test
    void aPromiseAboutAnotherTerm() {
        hears("PreVoteRequest", 5, new PreVoteGranted(id("n2"), 5, 1), new MessageSent(id("n2"), "PreVoteReply", 0));
        assertThat(Judging.violated(HonestReplies::new, history).sentence()).endsWith("with term 0, not 5");
    }

    @Test
    void aReplyOfATermThatWeMissed() {
        history.node("n1").loses(5);
        hears("AppendEntries", 4, new MessageSent(id("n2"), "AppendEntriesReply", 4));
        Judging.unknown(HonestReplies::new, history);
        assertThat(Judging.judge(HonestReplies::new, history).undecided()).isOne();
    }

    // I11.

    @Test
    void messagesForMeFromMyPeersAreGood() {
        hears("AppendEntries", 4, new HeartbeatHeard(id("n2"), 4));
        StampedFact stray = history.node("n2").sends("n3", "AppendEntries", 4);
        StampedFact delivered = history.node("n1").receives(stray);
        history.node("n1").because(delivered).tells(new FrameRefused(RefusalReason.WRONG_RECEIVER, "n2", ""));
        Judging.valid(RightAddress::new, history);
    }

    @Test
    void aMessageForAnother() {
        StampedFact stray = history.node("n2").sends("n3", "AppendEntries", 4);
        history.node("n1").because(history.node("n1").receives(stray)).tells(new HeartbeatHeard(id("n2"), 4));
        assertThat(Judging.violated(RightAddress::new, history).sentence())
                .isEqualTo("n1 acted on n2's AppendEntries of term 4, which was meant for n3");
    }

    @Test
    void aMessageOfItsOwn() {
        StampedFact own = history.node("n1").sends("n1", "RequestVote", 4);
        history.node("n1").because(history.node("n1").receives(own)).tells(new VoteGranted(id("n1"), 4));
        assertThat(Judging.violated(RightAddress::new, history).sentence()).endsWith(", which is its own");
    }

    @Test
    void aMessageOfAStranger() {
        FactId unheard = new FactId(id("n9"), 1, 7);
        StampedFact delivered =
                history.node("n1").tells(new MessageDelivered(unheard, id("n9"), "AppendEntries", 4, 0));
        history.node("n1").because(delivered).tells(new HeartbeatHeard(id("n9"), 4));
        assertThat(Judging.violated(RightAddress::new, history).sentence())
                .endsWith(", which is no member of its cluster");
    }

    @Test
    void withoutKnownMembersNothingIsJudged() {
        History late = History.unbooted(3);
        StampedFact sent = late.node("n2").sends("n1", "AppendEntries", 4);
        late.node("n1").loses(9).receives(sent);
        Judging.unknown(RightAddress::new, late);
    }
}
