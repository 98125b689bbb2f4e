package dev.raftbeat.check.liveness;

import static dev.raftbeat.check.History.LAN;
import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Judging;
import dev.raftbeat.check.LivenessProperty;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** L1 and L2. The greatest election timeout is 300 ms, CheckQuorum's window 300 ms, the heartbeat 50 ms. */
class LivenessTest {
    private History history = History.booted(3);

    private static Supplier<Invariant> by(Function<OrderedFacts, LivenessCheck> check) {
        return () -> check.apply(new OrderedFacts());
    }

    private void leads(String leader, long term, String... followers) {
        history.node(leader).tells(new BecameLeader(term, ids(leader)));
        for (String follower : followers) {
            history.node(follower).tells(new BecameFollower(term, Optional.of(id(leader))));
        }
    }

    private void kills(String name) {
        history.world().tells(new ProcessEnded(id(name), "killed"));
    }

    private void allSet(Settings settings) {
        history.members().forEach(member -> sets(member.name(), settings));
    }

    private void sets(String node, Settings settings) {
        history.node(node).tells(new SettingsChanged(settings, ""));
    }

    private void unknownAndUndecided(Function<OrderedFacts, LivenessCheck> check, long undecided) {
        Judging.unknown(by(check), history);
        assertThat(Judging.judge(by(check), history).undecided()).isEqualTo(undecided);
    }

    @Test
    void nothingSeenIsUnknown() {
        for (LivenessProperty property : Liveness.all()) {
            assertThat(property.verdict()).isEqualTo(Verdict.UNKNOWN);
            property.endOfRun(1_000_000_000L);
            assertThat(property.verdict()).isEqualTo(Verdict.UNKNOWN);
        }
    }

    @Test
    void nothingIsJudgedBeforeTheEnd() {
        leads("n1", 1, "n2", "n3");
        Judge judge = new Judge(Liveness.all());
        history.facts().forEach(judge::hear);
        assertThat(judge.lamps().get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
        judge.endOfRun(1_000_000_000L);
        assertThat(judge.lamps().get(0).verdict()).isEqualTo(Verdict.VALID);
        assertThat(judge.lamps()).hasSize(8);
    }

    @Test
    void clocksOfSeveralHostsAreNotCompared() {
        history = History.unbooted(3);
        for (int i = 1; i <= 3; i++) {
            long wallMillis = 1_700_000_000_000L + i * 60_000;
            history.node("n" + i)
                    .tells(new Booted(0, Optional.empty(), history.members(), LAN, wallMillis, Optional.empty()));
        }
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 1);
    }

    @Test
    void aWallClockThatAFaultShiftsIsNotAnotherHost() {
        history = History.unbooted(3);
        history.fault("shift clock n2 +60s", ids("n2"));
        for (int i = 1; i <= 3; i++) {
            long wallMillis = 1_700_000_000_000L + (i == 2 ? 60_000 : 0);
            history.node("n" + i)
                    .tells(new Booted(0, Optional.empty(), history.members(), LAN, wallMillis, Optional.empty()));
        }
        leads("n1", 1, "n2", "n3");
        history.at(9_000);
        Judging.valid(by(EventualLeader::new), history);
    }

    // L1.

    /** All is told at one time, and the world's facts are taken first. */
    @Test
    void whoIsKilledInTheMomentInWhichItComesUpIsDead() {
        kills("n3");
        history.at(500);
        leads("n1", 1, "n2");
        history.at(9_000);
        Judging.valid(by(EventualLeader::new), history);
        assertThat(Judging.judge(by(EventualLeader::new), history).judged()).isEqualTo(1);
        history.world().tells(new ProcessBegan(id("n3"), 1));
        history.node("n3").boots(0, null);
        history.node("n3").tells(new BecameFollower(1, Optional.of(id("n1"))));
        history.at(20_000);
        Judging.valid(by(EventualLeader::new), history);
        assertThat(Judging.judge(by(EventualLeader::new), history).judged())
                .as("it runs again")
                .isEqualTo(2);
    }

    @Test
    void aLeaderComesInTime() {
        history.at(2_900);
        leads("n1", 1, "n2", "n3");
        history.at(3_500);
        kills("n1");
        history.at(6_000);
        leads("n2", 2, "n3");
        Judging.valid(by(EventualLeader::new), history);
        assertThat(Judging.judge(by(EventualLeader::new), history).judged()).isEqualTo(2);
    }

    @Test
    void noLeaderComes() {
        leads("n1", 1, "n2", "n3");
        history.at(1_000);
        kills("n1");
        history.at(5_000);
        assertThat(Judging.violated(by(EventualLeader::new), history).sentence())
                .isEqualTo("n2, n3 heard each other for 3 s without a leader");
    }

    @Test
    void aLeaderThatNotAllOfThemFollowIsNotEnough() {
        leads("n1", 1, "n2");
        history.at(5_000);
        Judging.violated(by(EventualLeader::new), history);
    }

    @Test
    void noLeaderCanBeDemandedOfAMinority() {
        history.at(100);
        kills("n1");
        kills("n2");
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    @ParameterizedTest
    @CsvSource({"lose 30% n1 -> n2", "slow n1 -> n2 80ms", "flap n1 -> n2 every 2E", "reorder 20% n1 -> n2"})
    void nobodyCanSayWhatFollowsFromALossyLink(String fault) {
        history.fault(fault, List.of(), "n1 -> n2");
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    @ParameterizedTest
    @CsvSource({"skew n1 +50%", "stall disk n1"})
    void nobodyCanSayWhatAClockOrADiskDoes(String fault) {
        history.fault(fault, ids("n1"));
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    @Test
    void alignedTimersSplitForEver() {
        history.world().tells(History.began(1, "align timers", "setting", List.of(), List.of(), ""));
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    @Test
    void aMemberThatWasNeverHeardOfMayBeAnything() {
        history = History.unbooted(3);
        history.node("n1").boots(0, null);
        history.node("n2").boots(0, null);
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    @Test
    void oneWayOnlyDisturbsWhoIsNotGuarded() {
        history = History.booted(5);
        history.fault("cut n2 -> n1", List.of(), "n2 -> n1");
        history.at(9_000);
        Judging.violated(by(EventualLeader::new), history);
        history = History.booted(5);
        allSet(LAN.withCheckQuorum(false));
        history.fault("cut n2 -> n1", List.of(), "n2 -> n1");
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "0, 1, true", "1, 3, true"})
    void aLeaderIsDueWhereSomebodyEverCampaigns(int second, int third, boolean due) {
        history = History.booted(5);
        List.of("n4", "n5").forEach(this::kills);
        sets("n1", LAN.withPriority(0));
        sets("n2", LAN.withPriority(second));
        sets("n3", LAN.withPriority(third));
        history.at(9_000);
        if (due) {
            Judging.violated(by(EventualLeader::new), history);
        } else {
            unknownAndUndecided(EventualLeader::new, 0);
        }
    }

    /** The one that campaigns may be the one whose log is behind. */
    @Test
    void noneIsDueWhereLogsDifferAndTheBestMayNotCampaign() {
        sets("n1", LAN.withPriority(0).withLog(5, 2));
        history.at(9_000);
        unknownAndUndecided(EventualLeader::new, 0);
    }

    // L2.

    @Test
    void aLeaderStays() {
        leads("n1", 1, "n2", "n3");
        history.at(9_100);
        Judging.valid(by(StableLeader::new), history);
    }

    @Test
    void aLeaderIsLostForNoReason() {
        leads("n1", 1, "n2", "n3");
        history.at(8_000);
        history.node("n2").tells(new BecameCandidate(2, false));
        history.at(9_000);
        assertThat(Judging.violated(by(StableLeader::new), history).sentence())
                .isEqualTo("n1 led term 1, followed by a quorum, and lost it though nothing had changed since Booted");
    }

    @Test
    void whatChangesWithinTheFirstTenTimeoutsIsSettling() {
        leads("n1", 1, "n2", "n3");
        history.at(2_000);
        history.node("n2").tells(new BecameCandidate(2, false));
        leads("n2", 2, "n1", "n3");
        history.at(12_100);
        Judging.valid(by(StableLeader::new), history);
    }

    @Test
    void aLeaderThatWasAskedToGoWasNotLost() {
        leads("n1", 1, "n2", "n3");
        history.at(8_000);
        history.action("campaign n2", ids("n2"));
        history.at(8_100);
        history.node("n2").tells(new BecameCandidate(2, false));
        history.at(9_100);
        unknownAndUndecided(StableLeader::new, 0);
    }
}
