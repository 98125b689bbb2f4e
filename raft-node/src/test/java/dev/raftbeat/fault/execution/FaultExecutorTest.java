package dev.raftbeat.fault.execution;

import static dev.raftbeat.fault.execution.DeskTable.LAN;
import static dev.raftbeat.fault.execution.DeskTable.MS;
import static dev.raftbeat.fault.execution.DeskTable.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultExecutorTest {

    @ParameterizedTest
    @MethodSource("dev.raftbeat.fault.word.FaultWords#all")
    void theUndoOfTheTableUndoesTheExample(FaultWord word) throws Exception {
        if (word.undo().isEmpty()) {
            return;
        }
        WorldKind kind = word.worlds().contains(WorldKind.CONTAINERS) ? WorldKind.CONTAINERS : WorldKind.SIM;
        DeskTable table = new DeskTable(5, kind);
        table.done(word.example());
        table.check(word.example());
        assertThat(table.state).isNotEqualTo(FaultState.fresh(LAN));
        table.done(word.undo());
        table.check(word.undo());
        table.checkClean(word.undo());
        assertThat(table.state.changed()).isEmpty();
        assertThat(table.state.alignedNanos()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.raftbeat.fault.word.FaultWords#all")
    void everyLineDrawsOnce(FaultWord word) throws Exception {
        DeskTable table = new DeskTable(5);
        table.tried("pause n1");
        int[] draws = new int[1];
        SplittableRandom source = new SplittableRandom(3);
        table.random = () -> {
            draws[0]++;
            return source.nextLong();
        };
        table.tried(word.example());
        assertThat(draws[0]).isEqualTo(1);
    }

    @Test
    void factsComeBeforeTheRulesThatNameThem() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("cut n1 -> n3");
        assertThat(table.world.calls).containsExactly("tell FaultBegan", "rules n3");
        assertThat(table.state.rulesFor(node(3))).containsExactly("cut n1 -> n3 by world:1:1");
        assertThat(table.state.rulesFor(node(1))).isEmpty();
        FaultBegan began = (FaultBegan) table.world.told.get(0);
        assertThat(began)
                .isEqualTo(new FaultBegan(
                        1,
                        "cut n1 -> n3",
                        "fault",
                        "cut",
                        List.of(FaultEffect.of(FaultEffect.Kind.CUTS)),
                        List.of(node(1), node(3)),
                        List.of(new Link(node(1), node(3))),
                        "cut n1 -> n3; n3 -> n1 stays open"));
    }

    @Test
    void rulesAreWrittenSoThatANodeCanReadThem() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("slow n1 -> n3 1E +-20ms");
        table.done("lose 30% all -> n3");
        table.done("reorder 20% n2 -> n3");
        table.done("flap n1 -> n3 every 2E for 100E");
        table.done("blackhole n2 -> n3");
        table.done("skew n3 +5%");
        table.done("stall disk all");
        table.done("star n3");
        assertThat(table.state.rulesFor(node(3)))
                .containsExactly(
                        "slow n1 -> n3 300ms +-20ms by world:1:1",
                        "lose 30% n1 -> n3 by world:1:2",
                        "lose 30% n2 -> n3 by world:1:2",
                        "reorder 20% n2 -> n3 within 100ms by world:1:3",
                        "flap n1 -> n3 every 600ms for 30000ms from 1000000000 by world:1:4",
                        "blackhole n2 -> n3 by world:1:5",
                        "skew n3 +5% by world:1:6",
                        "stall disk n3 by world:1:7");
        assertThat(table.state.rulesFor(node(1)))
                .containsExactly("stall disk n1 by world:1:7", "cut n2 -> n1 by world:1:8");
    }

    @Test
    void joiningTakesALinkOutOfEveryCutAndAFaultWithoutLinksHasEnded() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("cut n1 -> n3");
        table.done("isolate n1");
        table.world.told.clear();
        assertThat(table.done("join n1 -> n3")).isEqualTo("joined n1 -> n3; fault 2 (isolate n1) still cuts 3 links");
        assertThat(table.world.told.get(1)).isEqualTo(new FaultEnded(1, "cut n1 -> n3"));
        assertThat(table.world.told.get(2))
                .isEqualTo(new FaultNarrowed(
                        2,
                        "isolate n1",
                        List.of(),
                        List.of(new Link(node(1), node(2)), new Link(node(2), node(1)), new Link(node(3), node(1))),
                        "fault 2 (isolate n1) goes on with n1 -> n2, n2 -> n1, n3 -> n1"));
        assertThat(table.state.rulesFor(node(3))).isEmpty();
        // The rules of what remains still name the fact that told of it first.
        assertThat(table.state.rulesFor(node(2))).containsExactly("cut n1 -> n2 by world:1:2");
    }

    @Test
    void aDialStandsAtOnePlaceForEachLink() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("lose 30% all -> n3");
        table.done("lose 50% n1 -> n3");
        assertThat(table.state.rulesFor(node(3)))
                .containsExactly("lose 30% n2 -> n3 by world:1:1", "lose 50% n1 -> n3 by world:1:2");
        table.done("lose 0% all -> all");
        table.checkClean("lose 0%");
    }

    @Test
    void aFlapEndsByItselfAndSaysSo() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("flap n1 -> n3 every 10ms for 35ms");
        assertThat(table.state.nextExpiryNanos()).hasValue(1_035 * MS);
        table.now = 1_034 * MS;
        table.expire();
        assertThat(table.state.active()).hasSize(1);
        table.now = 1_035 * MS;
        table.expire();
        table.checkClean("expired");
        assertThat(table.world.told.get(table.world.told.size() - 1)).isInstanceOf(FaultEnded.class);
        assertThat(table.state.nextExpiryNanos()).isEmpty();
    }

    @Test
    void whoIsFrozenOrDownGetsEverythingWhenItIsBack() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("pause n1");
        table.done("kill n3");
        table.done("cut n2 -> n1");
        table.done("cut n2 -> n3");
        table.done("set prevote off");
        table.done("align timers");
        assertThat(table.world.running.get(node(1)).rules()).isEmpty();
        table.done("resume n1");
        table.done("restart n3");
        table.check("back");
        assertThat(table.world.running.get(node(1)).rules()).hasSize(1);
        assertThat(table.world.running.get(node(1)).settings().preVote()).isFalse();
        assertThat(table.world.running.get(node(3)).alignedNanos()).isPresent();
    }

    @Test
    void aNodeThatMissedNothingIsLeftAloneWhenItResumes() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("pause n1");
        table.world.calls.clear();
        table.done("resume n1");
        assertThat(table.world.calls).containsExactly("tell FaultBegan", "resume n1", "tell FaultEnded", "rules n1");
    }

    @Test
    void aStepThatFailsKeepsNoOtherFromBeingTaken() throws Exception {
        DeskTable table = new DeskTable(3);
        table.world.mute.add(node(1));
        FaultOutcome outcome = table.tried("cut all -> all");
        assertThat(outcome.accepted()).isTrue();
        assertThat(outcome.troubles()).containsExactly("n1 does not answer");
        assertThat(table.world.running.get(node(3)).rules()).hasSize(2);
        table.world.mute.clear();
        assertThat(table.caughtUp().troubles()).isEmpty();
        table.check("pushed");
    }

    @Test
    void healRestartsWhoDiedByItself() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("fail disk n1");
        table.world.running.remove(node(1));
        SelectorContext picture = table.picture().withDown(new TreeSet<>(List.of(node(1))), new TreeSet<>());
        FaultOutcome healed =
                table.desk.carryOut(FaultLanguage.parse("heal"), picture, table.state, table.now, table.random);
        assertThat(healed.sentence()).isEqualTo("healed: ended 1 (fail disk n1); restarted n1");
        table.state = healed.state();
        table.checkClean("heal");
    }

    @Test
    void healResumesWhoWasFrozenByAnother() throws Exception {
        DeskTable table = new DeskTable(3);
        table.world.frozen.add(node(3));
        SelectorContext picture = table.picture().withDown(new TreeSet<>(), new TreeSet<>(List.of(node(3))));
        FaultOutcome healed =
                table.desk.carryOut(FaultLanguage.parse("heal"), picture, table.state, table.now, table.random);
        assertThat(healed.sentence()).isEqualTo("healed: resumed n3");
        table.checkClean("heal");
    }

    @Test
    void aRefusedLineChangesNothing() throws Exception {
        DeskTable table = new DeskTable(3);
        FaultOutcome outcome = table.tried("kill n9");
        assertThat(outcome.accepted()).isFalse();
        assertThat(outcome.number()).isEmpty();
        assertThat(table.state).isEqualTo(FaultState.fresh(LAN));
        assertThat(table.world.calls).isEmpty();
    }

    @Test
    void theSameAreThoseOfTheLastLineThatMeantAny() throws Exception {
        DeskTable table = new DeskTable(5);
        table.done("kill n3,n4");
        table.done("ring");
        table.done("restart same");
        assertThat(table.world.running.keySet()).contains(node(3), node(4));
    }

    @Test
    void aCutSaysWhenTheWayBackWasCutAlready() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("cut n3 -> n1");
        assertThat(table.done("cut n1 -> n3")).isEqualTo("cut n1 -> n3; n3 -> n1 was cut already");
    }

    @Test
    void damagedLinesAreRefusedWithTheirNumber() {
        assertThatThrownBy(() -> FaultState.fromLines(List.of())).hasMessageContaining("line 1");
        List<String> lines = new ArrayList<>(FaultState.fresh(LAN).toLines());
        lines.set(1, "next x");
        assertThatThrownBy(() -> FaultState.fromLines(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: \"next x\"");
        assertThatThrownBy(() -> FaultState.fromLines(lines.subList(0, 1))).hasMessageContaining("without");
    }
}
