package dev.raftbeat.check.liveness;

import static dev.raftbeat.check.History.LAN;
import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Judging;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** L5 to L8: how leaders are replaced, and how they go. CheckQuorum's window is 300 ms, the heartbeat 50 ms. */
class LostLeadersTest {
    private final History history = History.unbooted(5);
    private Settings settings = LAN;

    private static Supplier<Invariant> by(Function<OrderedFacts, LivenessCheck> check) {
        return () -> check.apply(new OrderedFacts());
    }

    private void boots(String name, long term) {
        history.node(name).tells(new Booted(term, Optional.empty(), history.members(), settings, 0, Optional.empty()));
    }

    private void allBoot() {
        history.members().forEach(member -> boots(member.name(), 0));
    }

    private void leads(String leader, long term, String... followers) {
        history.node(leader).tells(new BecameLeader(term, ids(leader)));
        for (String follower : followers) {
            history.node(follower).tells(new BecameFollower(term, Optional.of(id(leader))));
        }
    }

    /** The leader n1 is killed again and again; a quorum follows the next one so many milliseconds later. */
    private void failovers(int count, long millis, boolean split) {
        allBoot();
        long term = 1;
        for (int i = 0; i < count; i++) {
            long start = 10_000L * i;
            history.at(start);
            leads("n1", term, "n2", "n3", "n4", "n5");
            history.at(start + 1_000);
            history.world().tells(new ProcessEnded(id("n1"), "killed"));
            history.at(start + 990 + millis);
            stands(++term);
            term += split ? 1 : 0;
            history.at(start + 1_000 + millis);
            leads("n2", term, "n3", "n4", "n5");
            history.at(start + 9_000);
            history.node("n1").restarts();
            boots("n1", term);
            term++;
        }
    }

    /** Its request takes 3 ms from its timer to another node: a fiftieth of the range of timeouts. */
    private void stands(long term) {
        history.node("n2").tells(new SaveBegan(term, Optional.of(id("n2"))), new BecameCandidate(term, false));
        StampedFact asked = history.node("n2").sends("n3", "RequestVote", term);
        history.at(history.nowNanos() / 1_000_000 + 3);
        history.node("n3").receives(asked);
    }

    private void unknown(Function<OrderedFacts, LivenessCheck> check) {
        Judging.unknown(by(check), history);
    }

    // L5.

    @Test
    void swiftFailovers() {
        failovers(12, 200, false);
        Judging.valid(by(FailoverTimes::new), history);
        FailoverTimes times = new FailoverTimes(new OrderedFacts());
        history.facts().forEach(times::hear);
        times.endOfRun(history.nowNanos());
        assertThat(times.nanos()).hasSize(12).containsOnly(200_000_000L);
    }

    @Test
    void slowFailovers() {
        failovers(12, 700, false);
        assertThat(Judging.violated(by(FailoverTimes::new), history).sentence())
                .isEqualTo("the median of 12 failovers took 700 ms, with election timeouts of 300 ms at most");
    }

    @Test
    void aFewFailoversTellLittle() {
        failovers(9, 700, false);
        unknown(FailoverTimes::new);
    }

    @Test
    void oneFailoverThatTookForEver() {
        failovers(1, 3_100, false);
        assertThat(Judging.violated(by(FailoverTimes::new), history).sentence()).startsWith("one failover took 3.1 s");
    }

    @Test
    void timeoutsDrawnFromNextToNothingAreNotJudged() {
        settings = LAN.withElection(150_000_000, 151_000_000);
        failovers(12, 1_400, false);
        unknown(FailoverTimes::new);
    }

    // L7.

    @Test
    void splitsAreAsRareAsForetold() {
        settings = LAN.withPreVote(false);
        failovers(40, 200, false);
        Judging.valid(by(SplitVotes::new), history);
    }

    @Test
    void splitsAreFarMoreThanForetold() {
        settings = LAN.withPreVote(false);
        failovers(40, 200, true);
        assertThat(Judging.violated(by(SplitVotes::new), history).sentence())
                .isEqualTo("40 of 40 first elections split; at most 4 were expected");
    }

    @Test
    void aFewElectionsTellLittle() {
        settings = LAN.withPreVote(false);
        failovers(20, 200, true);
        unknown(SplitVotes::new);
    }

    @Test
    void theFormulaIsNotThatOfPreVote() {
        failovers(40, 200, true);
        unknown(SplitVotes::new);
    }

    // L6.

    private void overtakes(long millis) {
        allBoot();
        history.at(1_000);
        leads("n1", 1, "n2", "n3", "n4", "n5");
        history.at(2_000);
        leads("n2", 2, "n3", "n4", "n5");
        history.at(2_000 + millis);
    }

    @Test
    void aStaleLeaderGoesInTime() {
        overtakes(340);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.QUORUM_LOST));
        history.at(5_000);
        Judging.valid(by(StaleLeader::new), history);
    }

    @Test
    void aStaleLeaderStays() {
        overtakes(1_000);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.HIGHER_TERM));
        history.at(5_000);
        assertThat(Judging.violated(by(StaleLeader::new), history).sentence())
                .isEqualTo("n1 went on leading term 1 for 1 s beside n2, 370 ms being the most that its window "
                        + "allows");
    }

    @Test
    void aFrozenLeaderIsGivenTheTimeInWhichItWasFrozen() {
        allBoot();
        leads("n1", 1, "n2", "n3", "n4", "n5");
        history.at(1_000);
        long fault = history.fault("pause n1", ids("n1"));
        history.at(1_300);
        leads("n2", 2, "n3", "n4", "n5");
        history.at(9_000);
        history.ends(fault);
        history.at(9_100);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.QUORUM_LOST));
        Judging.valid(by(StaleLeader::new), history);
    }

    @Test
    void withoutCheckQuorumALeaderMayBeStaleForEver() {
        settings = LAN.withCheckQuorum(false);
        overtakes(5_000);
        unknown(StaleLeader::new);
    }

    @Test
    void aSlowClockIsNoStaleLeader() {
        allBoot();
        history.fault("skew n1 -50%", ids("n1"));
        leads("n1", 1, "n2", "n3", "n4", "n5");
        leads("n2", 2, "n3", "n4", "n5");
        history.at(5_000);
        unknown(StaleLeader::new);
    }

    // L8.

    private void isLeftAlone(long millis) {
        allBoot();
        leads("n1", 1, "n2", "n3", "n4", "n5");
        history.at(1_000);
        List.of("n2", "n3", "n4").forEach(name -> history.world().tells(new ProcessEnded(id(name), "killed")));
        history.at(1_000 + millis);
    }

    @Test
    void aLeaderWithoutAQuorumGoes() {
        isLeftAlone(340);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.QUORUM_LOST));
        history.at(5_000);
        Judging.valid(by(NoQuorumNoLeader::new), history);
    }

    @Test
    void aLeaderWithoutAQuorumStays() {
        isLeftAlone(600);
        assertThat(Judging.violated(by(NoQuorumNoLeader::new), history).sentence())
                .isEqualTo("n1 went on leading term 1 for more than 445 ms though no quorum could answer it");
    }

    @Test
    void whetherItHasAQuorumIsUnclear() {
        allBoot();
        leads("n1", 1, "n2", "n3", "n4", "n5");
        history.fault("lose 90% n1 -> n2", List.of(), "n1 -> n2", "n1 -> n3", "n1 -> n4", "n1 -> n5");
        history.at(5_000);
        unknown(NoQuorumNoLeader::new);
    }

    @Test
    void theWindowBeginsWhenCheckQuorumIsSwitchedOn() {
        settings = LAN.withCheckQuorum(false);
        isLeftAlone(5_000);
        history.node("n1").tells(new SettingsChanged(LAN, "checkquorum on"));
        history.at(6_300);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.QUORUM_LOST));
        Judging.valid(by(NoQuorumNoLeader::new), history);
    }
}
