package dev.raftbeat.fault.execution;

import static dev.raftbeat.fault.execution.DeskTable.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.PacketRule;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.protocol.NodeId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words that a kernel carries out: what each host is asked for, and that nothing of it stays. */
class KernelWordsTest {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private static PacketRule drop(int from, int percent) {
        return new PacketRule(node(from), PacketRule.Deed.DROP, BigDecimal.valueOf(percent));
    }

    @Test
    void packetsAreTheReceiversBusiness() throws Exception {
        DeskTable table = new DeskTable(3);
        assertThat(table.done("drop packets n1 -> n3"))
                .isEqualTo(
                        "the kernel drops what n1 -> n3 carries; the connections stay open; the way back is as before");
        assertThat(table.world.calls).containsExactly("tell FaultBegan", "kernel n3");
        assertThat(table.world.kernels.get(node(3)).packets()).containsExactly(drop(1, 100));
        assertThat(table.state.rulesFor(node(3)))
                .as("the node itself knows nothing of it")
                .isEqualTo(NodeRules.NONE);
    }

    @Test
    void whatWaitedToBeSentAgainIsGivenUpWhenPacketsPass() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("drop packets n1 <-> n3");
        table.world.calls.clear();
        table.done("pass packets n1 -> n3");
        assertThat(table.world.calls)
                .containsExactly("tell FaultBegan", "kernel n3", "reset n1 -> n3", "tell FaultNarrowed");
        table.world.calls.clear();
        table.done("heal");
        assertThat(table.world.calls)
                .endsWith(
                        "kernel n1",
                        "kernel n2",
                        "kernel n3",
                        "rules n1",
                        "rules n2",
                        "rules n3",
                        "reset n3 -> n1",
                        "tell FaultEnded");
        table.checkClean("heal");
    }

    @Test
    void whoeverIsDownHasNoConnectionToGiveUp() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("drop packets n1 -> n3");
        table.done("kill n1");
        table.world.calls.clear();
        table.done("pass packets n1 -> n3");
        assertThat(table.world.calls).containsExactly("tell FaultBegan", "kernel n3", "tell FaultEnded");
    }

    @Test
    void dropLoseAndRejectAreOneDial() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("drop packets all -> n3");
        table.done("lose packets 20% n1 -> n3");
        assertThat(table.world.kernels.get(node(3)).packets()).containsExactly(drop(2, 100), drop(1, 20));
        table.done("reject packets n1 -> n3");
        assertThat(table.world.kernels.get(node(3)).packets())
                .containsExactly(drop(2, 100), new PacketRule(node(1), PacketRule.Deed.REJECT, ALL));
        table.done("lose packets 0% all -> n3");
        table.checkClean("lose packets 0%");
    }

    @Test
    void hostsAreGivenEverythingAtOnce() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("slow packets n2 1E +-20ms");
        table.done("limit rate n2 1mbit");
        table.done("limit cpu n2 10%");
        table.done("shift clock n2 -1h");
        table.done("unplug n2");
        FaultValue.Delay delay =
                new FaultValue.Delay(TypedDuration.parse("300ms"), Optional.of(TypedDuration.parse("20ms")));
        assertThat(table.world.kernels.get(node(2)))
                .isEqualTo(new KernelRules(
                        List.of(),
                        Optional.of(delay),
                        OptionalLong.of(1_000),
                        Optional.of(BigDecimal.TEN.stripTrailingZeros()),
                        -3_600_000_000_000L,
                        true));
        assertThat(table.world.kernels).containsOnlyKeys(node(2));
        for (String line :
                List.of("slow packets n2 0ms", "free rate n2", "free cpu n2", "shift clock n2 0s", "plug n2")) {
            table.done(line);
        }
        table.checkClean("all undone");
    }

    @Test
    void aHostThatIsPluggedInAgainMakesItsConnectionsAnew() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("unplug n2");
        table.world.calls.clear();
        table.done("plug n2");
        assertThat(table.world.calls)
                .containsExactly(
                        "tell FaultBegan",
                        "kernel n2",
                        "reset n2 -> n1",
                        "reset n1 -> n2",
                        "reset n2 -> n3",
                        "reset n3 -> n2",
                        "tell FaultEnded");
    }

    @Test
    void whatThisMachineCannotDoIsRefusedBeforeAnythingIsTold() throws Exception {
        DeskTable table = new DeskTable(3);
        table.world.refused.put(HostWords.SLOW_PACKETS, "this kernel was built without netem");
        assertThat(table.tried("slow packets n2 80ms").sentence())
                .isEqualTo("\"slow packets\" cannot be had here: this kernel was built without netem");
        assertThat(table.world.calls).isEmpty();
        assertThat(table.tried("slow packets n2 0ms").accepted()).as("an undo").isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = WorldKind.class, names = "CONTAINERS", mode = EnumSource.Mode.EXCLUDE)
    void otherWorldsRefuseAndSayWhichWorldCan(WorldKind kind) throws Exception {
        List<NodeId> members = List.of(node(1), node(2), node(3));
        FakeWorld world = new FakeWorld(kind, members, DeskTable.LAN);
        for (FaultWord word : FaultWords.all()) {
            if (!word.worlds().contains(kind)) {
                FaultOutcome outcome = new FaultExecutor(world, world)
                        .carryOut(
                                FaultLanguage.parse(word.example()),
                                SelectorContext.of(members),
                                FaultState.fresh(DeskTable.LAN),
                                0,
                                new SplittableRandom(1));
                assertThat(outcome.accepted()).as(word.text()).isFalse();
                assertThat(outcome.sentence()).contains("needs " + word.needs() + "; this is the world " + kind.word());
            }
        }
        assertThat(world.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            limit rate n2 64          ; a unit: kbit, mbit
            limit rate n2 0kbit       ; a rate between 1kbit and 10000mbit
            limit rate n2 1.5kbit     ; in whole kbit
            limit rate n2 20000mbit   ; a rate between 1kbit and 10000mbit
            limit disk n2             ; rate, cpu
            limit cpu n2 0%           ; a percentage between 1% and 100%
            shift clock n2 25h        ; a time of at most a day
            lose packets n1 -> n2     ; a percentage such as 30%
            slow packets n1 -> n3 5ms ; a time such as 80ms
            """)
    void errorsSayWhatWasExpected(String line, String expected) {
        assertThatThrownBy(() -> FaultLanguage.parse(line))
                .isInstanceOf(FaultSyntaxException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aLongerWordIsNotTakenForAShorterOne() {
        List<NodeId> members = List.of(node(1), node(2));
        assertThat(FaultLanguage.complete("lose ", members)).contains("packets");
        assertThat(FaultLanguage.complete("lose packets 20% ", members)).contains("n1", "leader");
        assertThat(FaultLanguage.complete("slow packets n1 ", members)).isEmpty();
        assertThat(FaultLanguage.hint("lose packets 20%")).startsWith("lose packets PERCENT LINKS: ");
        assertThat(FaultLanguage.hint("lose 20%")).startsWith("lose PERCENT LINKS: ");
    }
}
