package dev.raftbeat.check.safety;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Judging;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** I1, I2, I5 and I6: who leads, who voted, and whether it was on the disk. */
class VotesTest {
    private final History history = History.booted(3);

    private void campaigns(String candidate, long term) {
        history.node(candidate)
                .tells(
                        new BallotSaved(term, Optional.of(id(candidate)), 1),
                        new BecameCandidate(term, false),
                        new VoteCounted(id(candidate), term, false, Optional.empty(), 1, 2));
    }

    /** The whole way from request to reply; answers the reply's MessageSent. */
    private StampedFact grants(String voter, String candidate, long term) {
        StampedFact request = history.node(candidate).sends(voter, "RequestVote", term);
        StampedFact delivered = history.node(voter).receives(request);
        StampedFact granted = history.node(voter)
                .because(delivered)
                .tells(new BallotSaved(term, Optional.of(id(candidate)), 1), new VoteGranted(id(candidate), term));
        return history.node(voter).because(granted).sends(candidate, "RequestVoteReply", term);
    }

    private void counts(String candidate, String voter, long term, StampedFact reply, int have) {
        StampedFact delivered = history.node(candidate).receives(reply);
        history.node(candidate)
                .because(delivered)
                .tells(new VoteCounted(id(voter), term, false, Optional.of(reply.id()), have, 2));
    }

    private void wins(String candidate, String voter, long term) {
        campaigns(candidate, term);
        counts(candidate, voter, term, grants(voter, candidate, term), 2);
        history.node(candidate).tells(new BecameLeader(term, ids(candidate, voter)));
        history.node(candidate).sends(voter, "AppendEntries", term);
    }

    @Test
    void anHonestElectionIsValidInAll() {
        wins("n1", "n2", 1);
        wins("n3", "n2", 2);
        Judging.valid(ElectionSafety::new, history);
        Judging.valid(OneVote::new, history);
        Judging.valid(QuorumOfVotes::new, history);
        Judging.valid(DurableFirst::new, history);
    }

    @Test
    void nothingSeenIsUnknownNotValid() {
        for (Invariant invariant : Invariants.all()) {
            assertThat(invariant.verdict()).isEqualTo(Verdict.UNKNOWN);
        }
        Judging.unknown(ElectionSafety::new, history);
        Judging.unknown(OneVote::new, history);
        Judging.unknown(QuorumOfVotes::new, history);
        Judging.unknown(DurableFirst::new, history);
    }

    @Test
    void twoLeadersInOneTerm() {
        wins("n1", "n2", 4);
        history.node("n3").tells(new BecameLeader(4, ids("n2", "n3")));
        Violation violation = Judging.violated(ElectionSafety::new, history);
        assertThat(violation.sentence()).isEqualTo("n1 and n3 each led term 4");
        assertThat(violation.facts()).hasSize(2).allMatch(fact -> fact.fact() instanceof BecameLeader);
    }

    @Test
    void aHeartbeatBetraysASecondLeaderThatNeverSaidSo() {
        wins("n1", "n2", 4);
        history.node("n2").receives(history.node("n3").sends("n2", "AppendEntries", 4));
        assertThat(Judging.violated(ElectionSafety::new, history).sentence()).isEqualTo("n1 and n3 each led term 4");
    }

    @Test
    void aHeartbeatThatOnlyItsReceiverToldOfCountsToo() {
        wins("n1", "n2", 4);
        FactId unheard = new FactId(id("n3"), 1, 40);
        history.node("n2").tells(new MessageDelivered(unheard, id("n3"), "AppendEntries", 4, 0));
        assertThat(Judging.violated(ElectionSafety::new, history).sentence()).isEqualTo("n1 and n3 each led term 4");
    }

    @Test
    void leadersOfDifferentTermsAreNoTwoLeaders() {
        wins("n1", "n2", 4);
        wins("n3", "n2", 5);
        history.node("n1").sends("n2", "AppendEntries", 4);
        Judging.valid(ElectionSafety::new, history);
    }

    @Test
    void aSecondVoteAfterARestart() {
        grants("n2", "n1", 7);
        history.node("n2").restarts().boots(7, null);
        grants("n2", "n3", 7);
        Violation violation = Judging.violated(OneVote::new, history);
        assertThat(violation.sentence()).isEqualTo("n2 voted for n1 and for n3 in term 7");
        assertThat(violation.facts()).extracting(StampedFact::boot).containsExactly(1, 2);
    }

    @Test
    void aCandidateThatVotesForAnother() {
        campaigns("n1", 7);
        grants("n1", "n2", 7);
        assertThat(Judging.violated(OneVote::new, history).sentence())
                .isEqualTo("n1 voted for n1 and for n2 in term 7");
    }

    @Test
    void theSameVoteTwiceIsOneVote() {
        grants("n2", "n1", 7);
        history.node("n2").restarts().boots(7, "n1");
        history.node("n2").tells(new VoteGranted(id("n1"), 7));
        Judging.valid(OneVote::new, history);
    }

    @Test
    void aWipeIsNoExcuseForASecondVoteButIsNamed() {
        grants("n2", "n1", 7);
        history.action("wipe n2", ids("n2"));
        history.node("n2").restarts().boots(0, null);
        grants("n2", "n3", 7);
        assertThat(Judging.violated(OneVote::new, history).sentence())
                .endsWith("in term 7 (the ballot of n2 was wiped; Raft assumes that ballots last)");
    }

    @Test
    void aLeaderWithTooFewVotes() {
        campaigns("n1", 3);
        history.node("n1").tells(new BecameLeader(3, ids("n1")));
        assertThat(Judging.violated(QuorumOfVotes::new, history).sentence())
                .isEqualTo("n1 leads term 3 with the votes of 1 of 3 nodes: 2 make a quorum");
    }

    @Test
    void oneVoterCountedTwiceIsOneVoter() {
        History five = History.booted(5);
        five.node("n1")
                .tells(new BecameCandidate(3, false), new VoteCounted(id("n1"), 3, false, Optional.empty(), 1, 3));
        StampedFact reply = five.node("n2").sends("n1", "RequestVoteReply", 3);
        for (int have = 2; have <= 3; have++) {
            five.node("n1").tells(new VoteCounted(id("n2"), 3, false, Optional.of(reply.id()), have, 3));
        }
        five.node("n1").tells(new BecameLeader(3, ids("n1", "n2")));
        assertThat(Judging.violated(QuorumOfVotes::new, five).sentence()).contains("the votes of 2 of 5 nodes");
    }

    @Test
    void aVoteOfAnOlderTermIsNone() {
        campaigns("n1", 3);
        StampedFact old = grants("n2", "n1", 3);
        campaigns("n1", 4);
        counts("n1", "n2", 4, old, 2);
        history.node("n1").tells(new BecameLeader(4, ids("n1", "n2")));
        assertThat(Judging.violated(QuorumOfVotes::new, history).sentence())
                .isEqualTo("n1 counted a vote of n2 in term 4 that was never given");
    }

    @Test
    void aDenialCountedAsAVote() {
        campaigns("n1", 3);
        StampedFact delivered = history.node("n2").receives(history.node("n1").sends("n2", "RequestVote", 3));
        StampedFact denial = history.node("n2").because(delivered).sends("n1", "RequestVoteReply", 3);
        counts("n1", "n2", 3, denial, 2);
        history.node("n1").tells(new BecameLeader(3, ids("n1", "n2")));
        assertThat(Judging.violated(QuorumOfVotes::new, history).sentence()).contains("never given");
    }

    @Test
    void aLeaderThatNeverCampaigned() {
        history.node("n1").tells(new BecameLeader(3, ids("n1", "n2")));
        assertThat(Judging.violated(QuorumOfVotes::new, history).sentence()).contains("without having campaigned");
    }

    @Test
    void aVoterKilledBeforeItCouldTellLeavesItUndecided() {
        campaigns("n1", 3);
        history.node("n1").sends("n2", "RequestVote", 3);
        // n2 answered as its 9th fact, of which none reached us, and died.
        var unheard = new FactId(id("n2"), 1, 9);
        history.node("n1")
                .tells(
                        new VoteCounted(id("n2"), 3, false, Optional.of(unheard), 2, 2),
                        new BecameLeader(3, ids("n1", "n2")));
        Judging.unknown(QuorumOfVotes::new, history);
        history.node("n2").restarts().boots(3, "n1");
        Judging.unknown(QuorumOfVotes::new, history);
    }

    @Test
    void anElectionBeforeOurTimeIsNotOursToJudge() {
        History late = History.unbooted(3);
        late.node("n1").boots(0, null);
        late.node("n1").loses(20).tells(new BecameLeader(3, ids("n1", "n2")));
        Judging.unknown(QuorumOfVotes::new, late);
        assertThat(Judging.judge(QuorumOfVotes::new, late).undecided()).isZero();
    }

    @Test
    void aVoteBeforeItIsDurable() {
        history.node("n2").tells(new VoteGranted(id("n1"), 3));
        assertThat(Judging.violated(DurableFirst::new, history).sentence())
                .isEqualTo("n2 granted n1 its vote in term 3 before its ballot was durable");
    }

    @Test
    void aRequestBeforeTheOwnVoteIsDurable() {
        history.node("n1").sends("n2", "RequestVote", 1);
        assertThat(Judging.violated(DurableFirst::new, history).sentence())
                .isEqualTo("n1 asked for votes in term 1 before its ballot was durable");
    }

    @Test
    void anOwnVoteCountedBeforeItIsDurable() {
        history.node("n1").tells(new VoteCounted(id("n1"), 1, false, Optional.empty(), 1, 2));
        assertThat(Judging.violated(DurableFirst::new, history).sentence()).contains("counted its own vote in term 1");
    }

    @Test
    void aSaveOfAnEarlierLifeDoesNotCountUnlessItWasLoaded() {
        history.node("n2").tells(new BallotSaved(3, Optional.of(id("n1")), 1));
        history.node("n2").restarts().boots(2, null);
        history.node("n2").tells(new VoteGranted(id("n1"), 3));
        Judging.violated(DurableFirst::new, history);
    }

    @Test
    void aVoteLoadedAtBootMayBeGivenAgain() {
        history.node("n2").restarts().boots(3, "n1");
        history.node("n2").tells(new VoteGranted(id("n1"), 3));
        Judging.valid(DurableFirst::new, history);
    }

    @Test
    void aSaveThatWeMayHaveMissedLeavesItUndecided() {
        history.node("n2").loses(5).tells(new VoteGranted(id("n1"), 3));
        Judging.unknown(DurableFirst::new, history);
    }
}
