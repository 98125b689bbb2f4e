package dev.raftbeat.check.liveness;

import static dev.raftbeat.check.History.LAN;
import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Judging;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** L3 and L4: nodes that are cut off, and come back. The greatest election timeout is 300 ms, CheckQuorum's window 300 ms, the heartbeat 50 ms. */
class ReturnsTest {
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

    private void allSet(Settings settings) {
        history.members().forEach(member -> history.node(member.name()).tells(new SettingsChanged(settings, "")));
    }

    /** Cuts a node off both ways; answers the fault's number. */
    private long isolates(String name) {
        List<String> links = history.members().stream()
                .map(member -> member.name())
                .filter(other -> !other.equals(name))
                .flatMap(other -> List.of(name + " -> " + other, other + " -> " + name).stream())
                .toList();
        return history.fault("isolate " + name, ids(name), links.toArray(String[]::new));
    }

    private void unknownAndUndecided(Function<OrderedFacts, LivenessCheck> check, long undecided) {
        Judging.unknown(by(check), history);
        assertThat(Judging.judge(by(check), history).undecided()).isEqualTo(undecided);
    }

    // L3.

    private long returns() {
        history.at(1_000);
        leads("n1", 1, "n2", "n3");
        history.at(3_000);
        long fault = isolates("n3");
        history.at(6_000);
        history.ends(fault);
        return fault;
    }

    @Test
    void aNodeComesBackAndNothingHappens() {
        returns();
        history.at(7_000);
        Judging.valid(by(NoDisruptionOnReturn::new), history);
    }

    @Test
    void aNodeComesBackAndDeposesTheLeader() {
        returns();
        history.at(6_050);
        history.node("n3").tells(new BecameCandidate(2, false));
        history.at(6_060);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.HIGHER_TERM));
        history.at(7_000);
        assertThat(Judging.violated(by(NoDisruptionOnReturn::new), history).sentence())
                .isEqualTo("n3 came back, and n1, which had led term 1 all the while, lost it");
    }

    @Test
    void aNodeThatRaisedItsTermWhileItWasAwayDisturbsToo() {
        history.at(1_000);
        leads("n1", 1, "n2", "n3");
        history.at(3_000);
        long fault = isolates("n3");
        history.at(4_000);
        history.node("n3").tells(new BecameCandidate(2, false));
        history.at(6_000);
        history.ends(fault);
        history.at(6_010);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.HIGHER_TERM));
        history.at(7_000);
        Judging.violated(by(NoDisruptionOnReturn::new), history);
    }

    @Test
    void whoHadANewerTermBeforeItWentMayDisturb() {
        history.at(1_000);
        leads("n1", 1, "n2");
        history.node("n3").tells(new BecameCandidate(2, false));
        history.at(3_000);
        long fault = isolates("n3");
        history.at(6_000);
        history.ends(fault);
        history.at(6_050);
        history.node("n1").tells(new SteppedDown(1, StepDownReason.HIGHER_TERM));
        history.at(7_000);
        unknownAndUndecided(NoDisruptionOnReturn::new, 0);
    }

    @Test
    void aLeaderThatCameMeanwhileHasNotLedAllTheWhile() {
        history.at(1_000);
        leads("n1", 1, "n2", "n3");
        history.at(3_000);
        long fault = isolates("n3");
        history.at(4_000);
        leads("n2", 2, "n1");
        history.at(6_000);
        history.ends(fault);
        history.at(6_050);
        history.node("n3").tells(new BecameCandidate(3, false));
        history.at(7_000);
        unknownAndUndecided(NoDisruptionOnReturn::new, 0);
    }

    @Test
    void withoutPreVoteDisturbanceIsAllowed() {
        allSet(LAN.withPreVote(false));
        returns();
        history.at(6_050);
        history.node("n3").tells(new BecameCandidate(2, false));
        history.at(7_000);
        unknownAndUndecided(NoDisruptionOnReturn::new, 0);
    }

    // L4.

    @Test
    void whoIsCutOffStaysQuiet() {
        isolates("n3");
        history.at(1_000);
        Judging.valid(by(BoundedTerms::new), history);
    }

    @Test
    void whoIsCutOffCampaignsInSpiteOfPreVote() {
        isolates("n3");
        history.at(400);
        history.node("n3").tells(new BecameCandidate(1, false));
        history.at(1_000);
        assertThat(Judging.violated(by(BoundedTerms::new), history).sentence())
                .isEqualTo("n3 campaigned 400 ms after it was cut off from a quorum, with PreVote on");
    }

    @Test
    void withoutPreVoteOnceATimeoutIsFine() {
        allSet(LAN.withPreVote(false));
        isolates("n3");
        for (int i = 1; i <= 6; i++) {
            history.at(150 * i);
            history.node("n3").tells(new BecameCandidate(i, false));
        }
        Judging.valid(by(BoundedTerms::new), history);
        history.at(910);
        history.node("n3").tells(new BecameCandidate(7, false), new BecameCandidate(8, false));
        assertThat(Judging.violated(by(BoundedTerms::new), history).sentence()).startsWith("n3 campaigned 7 times");
    }

    @Test
    void whatWasToldLateOrWithAlignedTimersIsNotCounted() {
        allSet(LAN.withPreVote(false));
        isolates("n3");
        history.at(2);
        history.node("n3").tells(new BecameCandidate(1, false), new BecameCandidate(2, false));
        history.at(1_000);
        Judging.valid(by(BoundedTerms::new), history);
        history.world().tells(History.began(9, "align timers", "setting", List.of(), List.of(), ""));
        for (int i = 0; i < 20; i++) {
            history.at(1_200 + 20 * i).node("n3").tells(new BecameCandidate(3 + i, false));
        }
        Judging.valid(by(BoundedTerms::new), history);
    }

    @Test
    void whoMayHearAQuorumIsNotCutOff() {
        history.fault("cut n1 -> n3", List.of(), "n1 -> n3");
        history.fault("lose 50% n2 -> n3", List.of(), "n2 -> n3");
        history.at(400);
        history.node("n3").tells(new BecameCandidate(1, false));
        history.at(1_000);
        unknownAndUndecided(BoundedTerms::new, 0);
    }
}
