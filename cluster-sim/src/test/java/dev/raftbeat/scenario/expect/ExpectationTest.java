package dev.raftbeat.scenario.expect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.scenario.Story;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each expectation with a history of which it holds, one of which it does not, and one that does not tell. */
class ExpectationTest {
    private static void valid(Story story, String expectation) {
        assertThat(story.says(expectation)).extracting(Judgement::verdict).isEqualTo(Verdict.VALID);
    }

    private static void violated(Story story, String expectation) {
        assertThat(story.says(expectation)).extracting(Judgement::verdict).isEqualTo(Verdict.VIOLATED);
    }

    private static void unknown(Story story, String expectation, String why) {
        Judgement judgement = story.says(expectation);
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.reason()).contains(why);
    }

    /** n1 led, and now n2 does, without anybody having done anything to n1. */
    private static Story deposed() {
        return Story.led().turnsPage().at(1000).elects("n2", 2);
    }

    /** The last facts of n3 were lost when it died: a message that it sent is all that is known of them. */
    private static Story withMissingFacts() {
        Story story = Story.led().turnsPage().at(500).hides("n3", 5);
        var sent = story.history().node("n3").sends("n1", "AppendEntriesReply", 1);
        Story unheard = Story.led().turnsPage().at(500);
        unheard.history().node("n1").receives(sent);
        return unheard;
    }

    @Test
    void elections() {
        valid(deposed(), "elections == 1");
        violated(deposed(), "elections >= 2");
        unknown(withMissingFacts(), "elections == 0", "its last facts are missing");
        unknown(withMissingFacts(), "elections >= 1", "its last facts are missing");
    }

    @Test
    void whatIsMissingCannotUndoWhatWasSeen() {
        Story story = withMissingFacts().tells("n2", new BecameCandidate(2, false));
        valid(story, "elections >= 1");
        violated(story, "elections == 0");
        unknown(story, "elections == 1", "missing");
    }

    @Test
    void nothingFollowsFromWhatDidNotHappenWithoutALeader() {
        unknown(Story.begun().at(500), "elections == 0", "no leader was seen");
        valid(Story.led().turnsPage().at(500), "elections == 0");
    }

    @Test
    void nothingFollowsFromWhatDidNotHappenUnderAFaultThatDidNotAct() {
        Story story = Story.led().turnsPage().at(400).cuts("n1", "n3").at(500);
        unknown(story, "elections == 0", "nothing shows that \"cut n1 -> n3\" acted");
        valid(story.loses("n1", "n3"), "elections == 0");
    }

    @Test
    void aFaultOfAnEarlierPageThatGoesOnMustHaveActedToo() {
        Story story = Story.led().at(300).cuts("n1", "n3").turnsPage().at(500);
        unknown(story, "elections == 0", "nothing shows");
        valid(story.at(550).loses("n1", "n3"), "elections == 0");
    }

    @Test
    void leaderChanges() {
        valid(Story.led(), "leader-changes == 0");
        valid(deposed(), "leader-changes == 1");
        violated(deposed(), "leader-changes == 0");
        unknown(Story.begun(), "leader-changes == 0", "no leader was seen");
    }

    @Test
    void leadersPerTerm() {
        valid(deposed(), "leaders-per-term <= 1");
        violated(
                Story.led().at(300).tells("n2", new BecameLeader(1, History.ids("n2", "n3"))), "leaders-per-term <= 1");
        unknown(Story.begun(), "leaders-per-term <= 1", "no leader was seen");
    }

    @Test
    void termGrowth() {
        valid(deposed(), "term-growth == 1");
        violated(deposed(), "term-growth == 0");
        unknown(Story.begun(), "term-growth == 0", "no leader was seen");
    }

    @Test
    void claimants() {
        Story both = Story.led().turnsPage().at(1000).tells("n2", new BecameLeader(2, History.ids("n2", "n3")));
        valid(both, "claimants == 2");
        violated(both, "claimants <= 1");
        both.tells("n1", new SteppedDown(1, StepDownReason.HIGHER_TERM)).turnsPage();
        valid(both, "claimants == 1");
        unknown(Story.begun(), "claimants <= 1", "no leader was seen");
    }

    @Test
    void failovers() {
        valid(deposed(), "failovers == 1");
        violated(deposed(), "failovers == 0");
        unknown(Story.begun(), "failovers == 0", "no leader was seen");
    }

    @Test
    void justifiedFailovers() {
        Story killed = Story.led().turnsPage().at(300).kills("n1").at(500);
        killed.tells("n2", new BecameCandidate(2, false), new BecameLeader(2, History.ids("n2", "n3")))
                .tells("n3", new BecameFollower(2, Optional.of(new NodeId("n2"))));
        valid(killed, "justified-failovers == 1");
        valid(killed, "false-alarms == 0");
        violated(killed, "justified-failovers == 0");
        unknown(deposed(), "justified-failovers == 1", "whether it was needed");
    }

    @Test
    void falseAlarms() {
        Story alarm = deposed().at(1010).tells("n1", new SteppedDown(1, StepDownReason.HIGHER_TERM));
        valid(alarm, "false-alarms == 1");
        violated(alarm, "false-alarms == 0");
        unknown(deposed(), "false-alarms == 0", "whether it was needed");
        valid(deposed(), "false-alarms <= 1");
        violated(deposed(), "false-alarms >= 2");
    }

    @Test
    void availability() {
        valid(Story.led().beats("n1", 1, 1000).turnsPage().beats("n1", 1, 2000), "availability == 100%");
        Story half = Story.led()
                .beats("n1", 1, 1000)
                .turnsPage()
                .beats("n1", 1, 2000)
                .at(3000);
        valid(half, "availability >= 49%");
        valid(half, "availability <= 51%");
        violated(half, "availability >= 60%");
        Story lost = Story.led().beats("n1", 1, 1000).tells("n1", new FactsLost(7));
        unknown(lost, "availability >= 10%", "7 routine facts were lost");
    }

    @Test
    void aLeaderWhomNobodyAnswersServesNobodyThoughAllFollowIt() {
        Story deaf = Story.led().beats("n1", 1, 1000).turnsPage().at(5000);
        valid(deaf, "leader is n1");
        valid(deaf, "availability == 0%");
    }

    @Test
    void gap() {
        Story story = Story.led()
                .beats("n1", 1, 1000)
                .turnsPage()
                .at(1700)
                .elects("n2", 2)
                .beats("n2", 2, 3000);
        valid(story, "gap <= 700ms");
        violated(story, "gap <= 2E");
        valid(story, "gap >= 2E");
        unknown(story.tells("n1", new FactsLost(1)), "gap <= 3E", "routine facts were lost");
    }

    @Test
    void leaderAndNoLeader() {
        valid(Story.led(), "leader");
        violated(Story.led(), "no leader");
        violated(Story.begun(), "leader");
        unknown(Story.begun(), "no leader", "no leader was ever seen");
        valid(Story.led().at(300).kills("n1"), "no leader");
    }

    @Test
    void stable() {
        violated(Story.led().at(1000), "stable");
        valid(Story.led().at(1500), "stable");
        violated(Story.led().at(1500).tells("n3", new BecameCandidate(2, false)), "stable");
        violated(Story.begun().at(5000), "stable");
    }

    @Test
    void leaderIs() {
        valid(Story.led(), "leader is n1");
        valid(Story.led(), "leader is not n2,n3");
        violated(Story.led(), "leader is followers");
        violated(Story.begun(), "leader is n1");
        unknown(Story.begun(), "leader is not n1", "a quorum follows nobody");
        unknown(Story.led(), "leader is old-leader", "no leader before this one");
        valid(deposed(), "leader is not old-leader");
    }

    @Test
    void leaderWas() {
        valid(deposed(), "leader was n1");
        valid(deposed(), "leader was n2");
        valid(deposed(), "leader was never n3");
        violated(deposed(), "leader was n3");
        violated(deposed(), "leader was never n2");
        unknown(Story.begun(), "leader was never n1", "no leader was seen");
    }

    @Test
    void sameMeansTheNodesOfTheLastLine() {
        Story story = Story.led().turnsPage().at(300).cuts("n1", "n3").loses("n1", "n3");
        valid(story, "leader is same");
        unknown(Story.led(), "leader is same", "no line before this one");
    }

    @Test
    void sawAndNeverSaw() {
        Story story = Story.led().turnsPage().tells("n3", new VoteDenied(History.id("n2"), 2, DenialReason.LOG_BEHIND));
        valid(story, "saw VoteDenied");
        valid(story, "saw VoteDenied of followers with candidate=n2 reason=log_behind term=2");
        violated(story, "saw VoteDenied of leader");
        violated(story, "saw VoteDenied with term=3");
        violated(story, "saw VoteDenied with candidate=leader");
        violated(story, "never saw VoteDenied");
        valid(story, "never saw SaveFailed");
        unknown(Story.led().turnsPage(), "saw VoteDenied", "nothing at all was seen");
        unknown(story, "saw VoteDenied of old-leader", "no leader before this one");
        unknown(withMissingFacts(), "never saw VoteDenied", "missing");
        unknown(withMissingFacts(), "saw VoteDenied", "missing");
        unknown(Story.begun(), "never saw SaveFailed", "no leader was seen");
    }

    @Test
    void routineFactsMayHaveBeenLostOnTheirWay() {
        Story story = Story.led().turnsPage().tells("n1", new FactsLost(3));
        unknown(story, "never saw HeartbeatHeard", "3 routine facts were lost");
        valid(story, "never saw SaveFailed");
    }

    @Test
    void sawWithinIsCountedFromTheFirstThingThatWasBroken() {
        Story story = Story.led().turnsPage().at(1000).cuts("n1", "n3").at(1400);
        story.tells("n2", new SaveFailed(1, Optional.empty(), "EIO"));
        valid(story, "saw SaveFailed within 400ms");
        violated(story, "saw SaveFailed within 399ms");
        violated(story, "saw Stopped within 2E");
        Story unbroken = Story.led().turnsPage().tells("n2", new SaveFailed(1, Optional.empty(), "EIO"));
        unknown(unbroken, "saw SaveFailed within 2E", "nothing was broken");
    }

    @Test
    void steppedDownWithin() {
        Story story = Story.led().turnsPage().at(1000).cuts("n2", "n1").at(1300);
        story.tells("n1", new SteppedDown(1, StepDownReason.QUORUM_LOST));
        valid(story, "stepped-down within 1E");
        valid(story, "stepped-down of n1 within 1E");
        violated(story, "stepped-down within 299ms");
        violated(story, "stepped-down of n2 within 1E");
        unknown(Story.led(), "stepped-down within 1E", "nothing was broken");
    }

    @Test
    void whatWasJudgedIsNotJudgedAgain() {
        Story story = deposed().turnsPage();
        for (String none : List.of("elections", "leader-changes", "term-growth", "failovers")) {
            valid(story, none + " == 0");
        }
        valid(story, "leader was never n1");
        valid(story, "never saw BecameLeader");
    }
}
