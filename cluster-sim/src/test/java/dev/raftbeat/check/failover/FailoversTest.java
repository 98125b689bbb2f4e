package dev.raftbeat.check.failover;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.failover.Failover.Judgement;
import dev.raftbeat.check.failover.Failover.Loss;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case begins with n1 leading term 1 of three nodes from 200 ms on; n1 is lost, and n2 leads term 2. */
class FailoversTest {
    private static final long MILLI = 1_000_000L;
    private final History history = History.booted(3);

    @BeforeEach
    void n1Leads() {
        history.at(190);
        leads("n1", 1);
        history.at(200);
        follows("n2", "n1", 1);
        follows("n3", "n1", 1);
    }

    private void leads(String node, long term) {
        history.node(node).tells(new BecameCandidate(term, false));
        history.node(node).tells(new BecameLeader(term, ids("n1", "n2")));
    }

    private void follows(String node, String leader, long term) {
        history.node(node).tells(new BecameFollower(term, Optional.of(id(leader))));
    }

    /** n2's timer runs out at {@code millis}; 5 ms later it leads, 7 ms later n3 follows it. */
    private void n2TakesOver(long millis) {
        history.at(millis).node("n2").tells(new BecamePreCandidate(1, 1, false));
        history.at(millis + 2).node("n3").tells(new BecameFollower(2, Optional.empty()));
        history.at(millis + 5);
        leads("n2", 2);
        history.at(millis + 7);
        follows("n3", "n2", 2);
    }

    private void n1StepsDown(long millis) {
        history.at(millis)
                .node("n1")
                .tells(new SteppedDown(1, StepDownReason.HIGHER_TERM), new BecameFollower(2, Optional.of(id("n2"))));
    }

    /** The one failover, the same in every interleaving. */
    private Failover only() {
        FlapMeter written = new FlapMeter();
        history.facts().forEach(written::hear);
        for (int seed = 0; seed < 40; seed++) {
            FlapMeter mixed = new FlapMeter();
            history.shuffled(seed).forEach(mixed::hear);
            assertThat(mixed.failovers()).describedAs("interleaving %d", seed).isEqualTo(written.failovers());
        }
        assertThat(written.failovers()).hasSize(1);
        assertThat(written.reading().failovers().all()).isEqualTo(1);
        return written.failovers().get(0);
    }

    private static void expect(Failover failover, Loss how, Judgement judgement, long lossMillis) {
        assertThat(failover.how()).isEqualTo(how);
        assertThat(failover.judgement()).isEqualTo(judgement);
        assertThat(failover.lossNanos()).isEqualTo(lossMillis * MILLI);
        assertThat(failover.from()).isEqualTo(id("n1"));
        assertThat(failover.to()).isEqualTo(id("n2"));
    }

    @Test
    void theFirstLeaderIsNoFailover() {
        FlapMeter failovers = new FlapMeter();
        history.facts().forEach(failovers::hear);
        assertThat(failovers.failovers()).isEmpty();
        assertThat(failovers.reading().failovers()).isEqualTo(FailoverTally.NONE);
    }

    @Test
    void aKilledLeader() {
        history.at(1000).fault("kill n1", ids("n1"));
        history.world().tells(new ProcessEnded(id("n1"), "killed"));
        n2TakesOver(1180);
        Failover failover = only();
        expect(failover, Loss.KILLED, Judgement.JUSTIFIED, 1000);
        assertThat(failover.electedNanos()).isEqualTo(1185 * MILLI);
        assertThat(failover.followedNanos()).isEqualTo(1185 * MILLI + 2 * MILLI);
        assertThat(failover.durationNanos()).isEqualTo(187 * MILLI);
        assertThat(failover.termsUsed()).isEqualTo(1);
    }

    @Test
    void aLeaderThatWasKilledAndCameBackAtOnce() {
        history.at(1000).world().tells(new ProcessEnded(id("n1"), "gone"));
        history.at(1050).world().tells(new ProcessBegan(id("n1"), 42));
        history.node("n1").restarts().boots(1, "n1");
        n2TakesOver(1180);
        expect(only(), Loss.KILLED, Judgement.JUSTIFIED, 1000);
    }

    @Test
    void aPausedLeader() {
        long pause = history.at(1000).fault("pause n1", ids("n1"));
        n2TakesOver(1180);
        history.at(3000).ends(pause);
        n1StepsDown(3001);
        expect(only(), Loss.PAUSED, Judgement.JUSTIFIED, 1000);
    }

    @Test
    void aLeaderThatIsCutOffOneWay() {
        history.at(1000).fault("cut n1 -> n2,n3", ids("n1", "n2", "n3"), "n1 -> n2", "n1 -> n3");
        n2TakesOver(1180);
        n1StepsDown(1190);
        expect(only(), Loss.CUT_OFF, Judgement.JUSTIFIED, 1000);
    }

    @Test
    void aDeafLeaderThatStepsDownByItself() {
        history.at(1000).fault("cut all -> n1", ids("n1", "n2", "n3"), "n2 -> n1", "n3 -> n1");
        history.at(1300)
                .node("n1")
                .tells(
                        new QuorumLost(1, ids("n2", "n3"), 300 * MILLI),
                        new SteppedDown(1, StepDownReason.QUORUM_LOST),
                        new BecameFollower(1, Optional.empty()));
        n2TakesOver(1480);
        expect(only(), Loss.CUT_OFF, Judgement.JUSTIFIED, 1000);
    }

    @Test
    void aCutThatHasJustEndedStillExplainsIt() {
        long cut = history.at(1000).fault("isolate n1", ids("n1"), "n1 -> n2", "n1 -> n3", "n2 -> n1", "n3 -> n1");
        history.at(1150).ends(cut);
        n2TakesOver(1180);
        n1StepsDown(1186);
        expect(only(), Loss.CUT_OFF, Judgement.JUSTIFIED, 1000);
    }

    @Test
    void aCutLongPastExplainsNothing() {
        long cut = history.at(1000).fault("isolate n1", ids("n1"), "n1 -> n2", "n1 -> n3", "n2 -> n1", "n3 -> n1");
        history.at(1050).ends(cut);
        n2TakesOver(4180);
        n1StepsDown(4186);
        expect(only(), Loss.TIMED_OUT, Judgement.FALSE_ALARM, 4182);
    }

    @Test
    void aLeaderWithoutLivingFollowers() {
        history.at(1000).fault("kill n2,n3", ids("n2", "n3"));
        history.at(1300)
                .node("n1")
                .tells(
                        new QuorumLost(1, ids("n2", "n3"), 300 * MILLI),
                        new SteppedDown(1, StepDownReason.QUORUM_LOST),
                        new BecameFollower(1, Optional.empty()));
        history.at(2000).world().tells(new ProcessBegan(id("n2"), 42));
        history.node("n2").restarts().boots(1, "n1");
        history.at(2180);
        leads("n2", 2);
        history.at(2187);
        follows("n1", "n2", 2);
        expect(only(), Loss.QUORUM_DOWN, Judgement.JUSTIFIED, 1000);
    }

    @Test
    void aTimerThatRanOutThoughNothingWasWrong() {
        n2TakesOver(1180);
        n1StepsDown(1186);
        expect(only(), Loss.TIMED_OUT, Judgement.FALSE_ALARM, 1182);
    }

    @Test
    void aSlowLinkIsNoExcuse() {
        history.at(1000).fault("slow n1 -> n2 400ms", ids("n1", "n2"), "n1 -> n2");
        n2TakesOver(1180);
        n1StepsDown(1186);
        expect(only(), Loss.TIMED_OUT, Judgement.FALSE_ALARM, 1182);
    }

    @Test
    void aDeafFollowerThatDeposesAHealthyLeader() {
        history.at(1000).fault("cut n1 -> n2", ids("n1", "n2"), "n1 -> n2");
        n2TakesOver(1180);
        n1StepsDown(1186);
        expect(only(), Loss.DISTURBED, Judgement.FALSE_ALARM, 1182);
    }

    @Test
    void aLeaderThatStoodStillForReasonsThatNobodyTold() {
        n2TakesOver(1180);
        expect(only(), Loss.TIMED_OUT, Judgement.UNKNOWN, 1182);
    }

    @Test
    void aLeaderThatWakesLongAfterwardsProvesNothing() {
        n2TakesOver(1180);
        n1StepsDown(9000);
        expect(only(), Loss.TIMED_OUT, Judgement.UNKNOWN, 1182);
    }

    @Test
    void aQuorumThatFellSilentWithoutAFault() {
        n1LosesItsQuorum();
        expect(only(), Loss.QUORUM_SILENT, Judgement.UNKNOWN, 1300);
    }

    @Test
    void aWindowThatHoldsNoTwoHeartbeats() {
        Settings hasty = History.LAN.withQuorumWindow(80 * MILLI);
        history.at(1000).node("n1").tells(new SettingsChanged(hasty, "window 80ms"));
        n1LosesItsQuorum();
        expect(only(), Loss.WINDOW_TOO_SHORT, Judgement.FALSE_ALARM, 1300);
    }

    @Test
    void aQuorumThatALossyNetworkSilenced() {
        history.at(1000).fault("lose 60% all -> all", ids("n1", "n2", "n3"), "n1 -> n2", "n2 -> n1", "n3 -> n1");
        n1LosesItsQuorum();
        expect(only(), Loss.QUORUM_SILENT, Judgement.FALSE_ALARM, 1300);
    }

    /** What is cut is no reason for an acknowledgement that is late, nor is a message that comes twice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut n2 -> n3             | n2 -> n3 | UNKNOWN",
                "blackhole n2 -> n3       | n2 -> n3 | UNKNOWN",
                "lose 100% n2 -> n3       | n2 -> n3 | UNKNOWN",
                "drop packets n2 -> n3    | n2 -> n3 | UNKNOWN",
                "duplicate 20% n2 -> n1   | n2 -> n1 | UNKNOWN",
                "fail disk n3             |          | UNKNOWN",
                "shift clock n3 +1h       |          | UNKNOWN",
                "slow n2 -> n1 500ms      | n2 -> n1 | FALSE_ALARM",
                "reorder 20% n2 -> n1     | n2 -> n1 | FALSE_ALARM",
                "flap n2 -> n3 every 1s   | n2 -> n3 | FALSE_ALARM",
                "skew n3 +5%              |          | FALSE_ALARM",
                "stall disk n3            |          | FALSE_ALARM",
                "limit cpu n3 10%         |          | FALSE_ALARM",
            })
    void aQuorumThatFellSilentBesideAFault(String line, String link, Judgement judgement) {
        String[] links = link == null ? new String[0] : new String[] {link};
        history.at(1000).fault(line, link == null ? ids("n3") : ids("n2"), links);
        n1LosesItsQuorum();
        expect(only(), Loss.QUORUM_SILENT, judgement, 1300);
    }

    private void n1LosesItsQuorum() {
        history.at(1300)
                .node("n1")
                .tells(
                        new QuorumLost(1, ids("n2", "n3"), 300 * MILLI),
                        new SteppedDown(1, StepDownReason.QUORUM_LOST),
                        new BecameFollower(1, Optional.empty()));
        n2TakesOver(1480);
    }

    @Test
    void leadershipHandedOver() {
        history.at(1000).node("n1").tells(new TransferBegan(id("n2"), 1));
        n2TakesOver(1001);
        n1StepsDown(1003);
        assertThat(only().how()).isEqualTo(Loss.HANDED_OVER);
        assertThat(only().judgement()).isEqualTo(Judgement.ON_PURPOSE);
    }

    @Test
    void aCampaignThatWasOrdered() {
        history.at(1000).action("campaign n2", ids("n2"));
        n2TakesOver(1001);
        n1StepsDown(1003);
        assertThat(only().how()).isEqualTo(Loss.CAMPAIGN_ORDERED);
        assertThat(only().judgement()).isEqualTo(Judgement.ON_PURPOSE);
    }

    @Test
    void aFollowerThatWaversAndComesBackIsNoFailover() {
        history.at(1000).fault("kill n3", ids("n3"));
        history.at(1100).node("n2").tells(new BecamePreCandidate(1, 1, false));
        history.at(1110);
        follows("n2", "n1", 1);
        FlapMeter failovers = new FlapMeter();
        history.facts().forEach(failovers::hear);
        assertThat(failovers.failovers()).isEmpty();
    }

    @Test
    void severalTermsUsed() {
        history.at(1000).world().tells(new ProcessEnded(id("n1"), "killed"));
        history.at(1150).node("n3").tells(new BecameCandidate(2, false));
        history.at(1160).node("n2").tells(new BecameFollower(2, Optional.empty()));
        history.at(1500);
        leads("n2", 3);
        history.at(1502);
        follows("n3", "n2", 3);
        assertThat(only().termsUsed()).isEqualTo(2);
        assertThat(only().durationNanos()).isEqualTo(502 * MILLI);
    }

    @Test
    void settledHistoryAndLateFactsAgree() {
        history.at(1000).world().tells(new ProcessEnded(id("n1"), "killed"));
        n2TakesOver(1180);
        history.at(60_000).node("n3").tells(new BecameFollower(2, Optional.of(id("n2"))));
        FlapMeter failovers = new FlapMeter();
        List<Failover> seen = new ArrayList<>();
        for (StampedFact fact : history.facts()) {
            failovers.hear(fact);
            failovers.failovers().stream().filter(one -> !seen.contains(one)).forEach(seen::add);
        }
        assertThat(failovers.failovers()).hasSize(1).isEqualTo(seen);
        expect(seen.get(0), Loss.KILLED, Judgement.JUSTIFIED, 1000);
    }
}
