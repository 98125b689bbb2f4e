package dev.raftbeat.fault.execution;

import static dev.raftbeat.fault.execution.DeskTable.MS;
import static dev.raftbeat.fault.execution.DeskTable.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.wire.FaultStateJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that do not do as they are asked: whatever the word, nothing counts as done before they have said so. */
class UnobeyedTest {
    static Stream<FaultWord> faults() {
        return FaultWords.all().stream().filter(word -> word.kind() == FaultWord.Kind.FAULT);
    }

    private static DeskTable tableFor(FaultWord word) {
        return new DeskTable(5, word.worlds().contains(WorldKind.CONTAINERS) ? WorldKind.CONTAINERS : WorldKind.SIM);
    }

    private static List<FaultEnded> ends(DeskTable table) {
        return table.world.told.stream()
                .filter(FaultEnded.class::isInstance)
                .map(FaultEnded.class::cast)
                .toList();
    }

    private static void assertStays(DeskTable table, FaultOutcome outcome, String trace) throws Exception {
        assertThat(outcome.extent()).as(trace).isEqualTo(Extent.PART);
        assertThat(outcome.report()).as(trace).contains("fault 1 (", "asks again");
        assertThat(table.state.active())
                .as(trace)
                .extracting(ActiveFault::number)
                .containsExactly(1L);
        assertThat(table.state.silent()).as(trace).isNotEmpty();
        assertThat(ends(table)).as(trace).isEmpty();
        table.check(trace);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultThatIsNotTakenOnIsActiveAndUnfinishedUntilItIs(FaultWord word) throws Exception {
        DeskTable table = tableFor(word);
        table.world.lose(table.members);
        assertStays(table, table.tried(word.example()), word.example());
        assertStays(table, table.tried(word.undo()), word.undo());
        table.tried("end 1");
        assertThat(ends(table)).isEmpty();

        table = tableFor(word);
        table.world.lose(table.members);
        table.tried(word.example());
        assertThat(table.caughtUp().state().silent()).isNotEmpty();
        table.world.recover();
        assertThat(table.caughtUp().report()).isEmpty();
        assertThat(table.state.silent()).isEmpty();
        assertThat(table.state.active()).hasSize(1);
        FaultNarrowed last = (FaultNarrowed) table.world.told.get(table.world.told.size() - 1);
        assertThat(last.fault()).isEqualTo(1);
        assertThat(last.sentence())
                .isEqualTo("every node obeys fault 1 ("
                        + table.state.active().get(0).text() + ")");
        table.check("recovered");
        table.done("heal");
        table.checkClean("heal");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultThatIsNotLetGoOfGoesOnAndHealEndsIt(FaultWord word) throws Exception {
        DeskTable table = tableFor(word);
        table.done(word.example());
        table.world.lose(table.members);
        assertStays(table, table.tried(word.undo()), word.undo());
        assertStays(table, table.tried("heal"), "heal");
        assertThat(table.tried("heal").sentence()).contains("ended 1 (").doesNotContain("nothing was broken");
        table.world.recover();
        assertThat(table.done("heal")).contains("ended 1 (");
        assertThat(ends(table)).hasSize(1);
        table.check("heal");
        table.checkClean("heal");
        assertThat(table.done("heal")).isEqualTo("healed: nothing was broken");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theNextLineAndTheNextLookTryItAgain(FaultWord word) throws Exception {
        DeskTable table = tableFor(word);
        table.done(word.example());
        table.world.lose(table.members);
        table.tried(word.undo());
        assertThat(table.caughtUp().extent()).isEqualTo(Extent.WHOLE);
        assertThat(ends(table)).isEmpty();
        table.world.recover();
        table.done("campaign n5");
        assertThat(ends(table)).extracting(FaultEnded::fault).containsExactly(1L);
        table.checkClean("the next line");

        table = tableFor(word);
        table.done(word.example());
        table.world.lose(table.members);
        table.tried(word.undo());
        table.world.recover();
        assertThat(table.caughtUp().report()).isEmpty();
        assertThat(ends(table)).extracting(FaultEnded::fault).containsExactly(1L);
        table.checkClean("the next look");
    }

    @Test
    void whoDidNotObeyIsNamedInTheSentenceAndInTheFacts() throws Exception {
        DeskTable table = new DeskTable(5);
        table.done("isolate n1");
        table.world.mute.addAll(List.of(node(3), node(4)));
        FaultOutcome healed = table.tried("heal");
        assertThat(healed.report())
                .isEqualTo("healed: ended 1 (isolate n1) (but n3 does not answer; n4 does not answer;"
                        + " n3, n4 still obey fault 1 (isolate n1); the next line or status asks again)");
        FaultNarrowed left = (FaultNarrowed) table.world.told.get(table.world.told.size() - 1);
        assertThat(left.sentence())
                .isEqualTo(
                        "fault 1 (isolate n1) goes on with n1 -> n3, n1 -> n4; n3, n4 still obey fault 1 (isolate n1)");
        assertThat(left.links()).hasSize(2);
        table.world.mute.remove(node(3));
        assertThat(table.caughtUp().report()).contains("n4 still obeys fault 1");
        int told = table.world.told.size();
        table.caughtUp();
        assertThat(table.world.told).as("nothing is said twice").hasSize(told);
    }

    @Test
    void aLineThatIsObeyedIsWholeThoughAnEarlierOneIsNot() throws Exception {
        DeskTable table = new DeskTable(5);
        table.world.mute.add(node(3));
        table.tried("cut n1 -> n3");
        FaultOutcome killed = table.tried("kill n2");
        assertThat(killed.extent()).isEqualTo(Extent.WHOLE);
        assertThat(killed.troubles()).isEmpty();
        assertThat(killed.report()).contains("n3 does not obey fault 1 (cut n1 -> n3) yet");
    }

    @Test
    void whoIsDeadHasNothingToObey() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("cut n1 -> n3");
        table.world.mute.add(node(3));
        table.tried("join n1 -> n3");
        table.world.running.remove(node(3));
        SelectorContext picture = table.picture().withDown(new TreeSet<>(List.of(node(3))), new TreeSet<>());
        table.state = table.desk.catchUp(picture, table.state, table.now).state();
        assertThat(table.state.active()).isEmpty();
        assertThat(ends(table)).hasSize(1);
        table.world.recover();
        table.state = table.desk
                .carryOut(FaultLanguage.parse("restart n3"), picture, table.state, table.now, table.random)
                .state();
        assertThat(table.world.running.get(node(3)).rules()).isEqualTo(NodeRules.NONE);
        table.checkClean("restarted");
    }

    @Test
    void aFrozenNodeObeysWhatItFrozeWithSoThatItsFaultIsNotOver() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("cut n1 -> n3");
        table.done("pause n3");
        assertThat(table.done("join n1 -> n3")).isEqualTo("joined n1 -> n3; n3 is frozen, and obeys when resumed");
        assertThat(ends(table)).isEmpty();
        table.world.mute.add(node(3));
        FaultOutcome resumed = table.tried("resume n3");
        assertThat(resumed.extent()).isEqualTo(Extent.PART);
        assertThat(resumed.report()).contains("n3 still obeys fault 1 (cut n1 -> n3)");
        assertThat(ends(table)).extracting(FaultEnded::text).containsExactly("pause n3");
        table.world.recover();
        table.caughtUp();
        assertThat(ends(table)).extracting(FaultEnded::text).containsExactly("pause n3", "cut n1 -> n3");
        table.checkClean("resumed");
    }

    @Test
    void whoWasFrozenByAnotherHandHasNotObeyed() throws Exception {
        DeskTable table = new DeskTable(3);
        SelectorContext picture = table.picture().withDown(new TreeSet<>(), new TreeSet<>(List.of(node(3))));
        FaultOutcome cut =
                table.desk.carryOut(FaultLanguage.parse("cut n1 -> n3"), picture, table.state, table.now, table.random);
        assertThat(cut.extent()).isEqualTo(Extent.PART);
        assertThat(cut.report()).contains("n3 is frozen, and not by this language");
        table.state = cut.state();
        assertThat(table.state.silent()).containsExactly(node(3));
        // Let go on by that hand too, it is told without any line.
        table.caughtUp();
        assertThat(table.world.running.get(node(3)).rules().links().byPeer()).hasSize(1);
        assertThat(table.state.silent()).isEmpty();
    }

    @Test
    void whoDiedWhileItWasFrozenIsNotFrozenWhenItIsBack() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("pause n3");
        table.world.running.remove(node(3));
        table.world.frozen.clear();
        SelectorContext picture = table.picture().withDown(new TreeSet<>(List.of(node(3))), new TreeSet<>());
        FaultOutcome back =
                table.desk.carryOut(FaultLanguage.parse("restart n3"), picture, table.state, table.now, table.random);
        table.state = back.state();
        table.check("restarted");
        table.checkClean("restarted");
    }

    @Test
    void aSettingIsGivenAgainUntilItIsTaken() throws Exception {
        DeskTable table = new DeskTable(3);
        for (String line : List.of("set prevote off", "align timers", "spread timers", "set defaults")) {
            table.world.mute.add(node(3));
            FaultOutcome set = table.tried(line);
            assertThat(set.extent()).as(line).isEqualTo(Extent.PART);
            assertThat(set.report()).contains("n3 does not answer", "n3 does not have its new settings yet");
            assertThat(table.state.owed()).containsExactly(node(3));
            table.check(line);
            table.world.recover();
            table.caughtUp();
            assertThat(table.state.owed()).isEmpty();
            table.check(line + ", again");
        }
    }

    @Test
    void aRuleThatHangsOnASettingIsGivenAgainToo() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("reorder 20% all -> n3");
        table.world.mute.add(node(3));
        table.tried("set heartbeat 100ms");
        assertThat(table.state.unobeyed())
                .containsExactly(
                        "n3 does not obey fault 1 (reorder 20% n1,n2 -> n3) yet",
                        "n3 does not have its new settings yet");
        table.world.recover();
        table.caughtUp();
        table.check("again");
        assertThat(table.world.running.get(node(3)).rules().links().byPeer().values())
                .hasSize(2)
                .allSatisfy(rules -> assertThat(rules)
                        .extracting(rule -> ((LinkRule.Chance) rule).withinNanos())
                        .containsExactly(200 * MS));
    }

    @Test
    void anActionThatDidNotHappenIsNoFault() throws Exception {
        DeskTable table = new DeskTable(3);
        for (String line : List.of("campaign n3", "reset n3 -> n1", "wipe n3")) {
            table.world.lose(List.of(node(3)));
            assertThat(table.tried(line).extent()).as(line).isEqualTo(Extent.PART);
            assertThat(table.state.active()).isEmpty();
            assertThat(table.state.silent()).isEmpty();
            table.check(line);
            table.world.recover();
            table.world.calls.clear();
            table.caughtUp();
            assertThat(table.world.calls).as("nobody wants it any more").isEmpty();
        }
    }

    @Test
    void aNodeThatWillNotIsNotAskedAgain() throws Exception {
        DeskTable table = new DeskTable(3);
        table.world.unwilling.add(node(2));
        FaultOutcome declined = table.tried("campaign all");
        assertThat(declined.extent()).isEqualTo(Extent.DECLINED);
        assertThat(declined.report()).contains("(but n2 leads already)");
        assertThat(table.state.silent()).isEmpty();
    }

    @Test
    void aFlapThatRanOutAndWasNotLiftedGoesOn() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("flap n1 -> n3 every 10ms for 35ms");
        table.now += 35 * MS;
        table.world.mute.add(node(3));
        table.caughtUp();
        assertThat(ends(table)).isEmpty();
        assertThat(table.state.unobeyed()).hasSize(1);
        assertThat(table.state.nextExpiryNanos()).as("it ran out once").isEmpty();
        table.world.recover();
        table.caughtUp();
        assertThat(ends(table)).hasSize(1);
        table.checkClean("lifted");
    }

    @Test
    void whoIsEndedInTheMiddleOfALineLeavesWordOfIt() throws Exception {
        for (String line : List.of("partition n1 | n2,n3", "kill n3", "heal", "set heartbeat 40ms", "align timers")) {
            DeskTable table = new DeskTable(3);
            table.done("cut n1 -> n3");
            List<FaultState> kept = new ArrayList<>();
            FaultExecutor desk = new FaultExecutor(table.world, table.world, kept::add);
            table.world.lose(table.members);
            desk.carryOut(FaultLanguage.parse(line), table.picture(), table.state, table.now, table.random);
            table.world.recover();
            assertThat(kept).hasSize(1);
            table.state = FaultStateJson.read(FaultStateJson.write(kept.get(0)));
            assertThat(table.state.silent()).as(line).isNotEmpty();
            table.caughtUp();
            assertThat(table.state.silent()).as(line).isEmpty();
            table.check(line);
        }
    }

    /** Who cannot be killed is as it was, frozen or not. */
    @Test
    void whoCouldNotBeKilledStaysFrozen() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("pause n3");
        table.world.lose(List.of(node(3)));
        assertThat(table.tried("kill n3").extent()).isEqualTo(Extent.PART);
        assertThat(ends(table)).isEmpty();
        assertThat(table.state.paused()).containsExactly(node(3));
        assertThat(table.state.killed()).isEmpty();
        table.world.recover();
        table.caughtUp();
        assertThat(ends(table)).extracting(FaultEnded::text).containsExactly("pause n3");
        assertThat(table.state.killed()).containsExactly(node(3));
        table.check("killed");
    }

    @Test
    void endLastMeansTheLastThatIsNotEndingAlready() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("cut n1 -> n2");
        table.done("cut n1 -> n3");
        table.world.mute.add(node(3));
        table.tried("end last");
        table.tried("end last");
        assertThat(ends(table)).extracting(FaultEnded::fault).containsExactly(1L);
        assertThat(table.tried("end last").report()).contains("n3 still obeys fault 2");
    }
}
