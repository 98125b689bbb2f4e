package dev.raftbeat.fault.execution;

import static dev.raftbeat.fault.execution.DeskTable.LAN;
import static dev.raftbeat.fault.execution.DeskTable.MS;
import static dev.raftbeat.fault.execution.DeskTable.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.rule.DiskMode;
import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.FaultStateJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
        assertThat(table.state.rulesFor(node(3))).isEqualTo(links(Map.of(node(1), new LinkRule.Cut(by(1)))));
        assertThat(table.state.rulesFor(node(1))).isEqualTo(NodeRules.NONE);
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
    void rulesHoldNothingThatANodeWouldHaveToResolve() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("slow n1 -> n3 1E +-20ms");
        table.done("lose 30% all -> n3");
        table.done("reorder 20% n2 -> n3");
        table.done("flap n1 -> n3 every 2E for 100E");
        table.done("blackhole n2 -> n3");
        table.done("skew n3 +5%");
        table.done("stall disk all");
        table.done("star n3");
        TreeMap<NodeId, List<LinkRule>> links = new TreeMap<>();
        links.put(
                node(1),
                List.of(
                        new LinkRule.Slow(300 * MS, 20 * MS, by(1)),
                        new LinkRule.Chance(LinkRule.ChanceOf.LOSE, 0.3, 0, by(2)),
                        new LinkRule.Flap(600 * MS, 1_000 * MS, 30_000 * MS, by(4))));
        links.put(
                node(2),
                List.of(
                        new LinkRule.Chance(LinkRule.ChanceOf.LOSE, 0.3, 0, by(2)),
                        new LinkRule.Chance(LinkRule.ChanceOf.REORDER, 0.2, 100 * MS, by(3))));
        assertThat(table.state.rulesFor(node(3)))
                .isEqualTo(
                        new NodeRules(new LinkRules(links), 1.05, DiskMode.STALL, Optional.of(by(7)), Set.of(node(2))));
        links.clear();
        links.put(node(2), List.of(new LinkRule.Cut(by(8))));
        assertThat(table.state.rulesFor(node(1)))
                .isEqualTo(new NodeRules(new LinkRules(links), 1, DiskMode.STALL, Optional.of(by(7)), Set.of()));
    }

    private static FactId by(int seq) {
        return new FactId(NodeId.WORLD, 1, seq);
    }

    private static NodeRules links(Map<NodeId, LinkRule> one) {
        TreeMap<NodeId, List<LinkRule>> links = new TreeMap<>();
        one.forEach((peer, rule) -> links.put(peer, List.of(rule)));
        return new NodeRules(new LinkRules(links), 1, DiskMode.OK, Optional.empty(), Set.of());
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
        assertThat(table.state.rulesFor(node(3))).isEqualTo(NodeRules.NONE);
        // The rules of what remains still name the fact that told of it first.
        assertThat(table.state.rulesFor(node(2))).isEqualTo(links(Map.of(node(1), new LinkRule.Cut(by(2)))));
    }

    @Test
    void aDialStandsAtOnePlaceForEachLink() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("lose 30% all -> n3");
        table.done("lose 50% n1 -> n3");
        assertThat(table.state.rulesFor(node(3)))
                .isEqualTo(links(Map.of(
                        node(1), new LinkRule.Chance(LinkRule.ChanceOf.LOSE, 0.5, 0, by(2)),
                        node(2), new LinkRule.Chance(LinkRule.ChanceOf.LOSE, 0.3, 0, by(1)))));
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
        assertThat(table.world.running.get(node(1)).rules()).isEqualTo(NodeRules.NONE);
        table.done("resume n1");
        table.done("restart n3");
        table.check("back");
        assertThat(table.world.running.get(node(1)).rules().links().byPeer()).hasSize(1);
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
        assertThat(table.world.running.get(node(3)).rules().links().byPeer()).hasSize(2);
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
    void aStateIsReadAsItWasWrittenAndDamageIsToldByItsLine() throws Exception {
        DeskTable table = new DeskTable(3);
        table.done("align timers");
        table.done("cut n1 -> n3");
        table.done("skew n2 +5%");
        table.done("set heartbeat 40ms on n1");
        String text = FaultStateJson.write(table.state);
        assertThat(FaultStateJson.read(text)).isEqualTo(table.state);
        for (String[] damage : new String[][] {
            {"cut n1 -> n3", "cut n1 => n3", "a line of the fault language"},
            {"cut n1 -> n3", "cut leader", "a line of the fault language"},
            {"\"nextNumber\" : 5", "\"nextNumber\" : 0", "numbers of faults begin at 1"},
            {"\"nextNumber\" : 5", "\"nextNumber\" : \"5\"", "line 2: expected a whole number in \"nextNumber\""},
            {"\"nextNumber\" : 5", "\"nextNumber\" : 5, \"more\" : 1", "line 2: expected no field \"more\""},
            {"world:1:2", "world", "a fact's id reads NODE:BOOT:SEQ"},
            {"\"killed\" : [ ]", "\"killed\" : [ \"N1\" ]", "not a node name"},
            {"\"killed\" : [ ],", "", "a list in \"killed\""},
        }) {
            assertThat(text).contains(damage[0]);
            assertThatThrownBy(() -> FaultStateJson.read(text.replace(damage[0], damage[1])))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining(damage[2]);
        }
        assertThatThrownBy(() -> FaultStateJson.read("")).hasMessageContaining("line 1");
    }

    @Test
    void noDamageOfAStateGivesMoreThanASentenceAndWhatIsReadCanBeObeyed() throws Exception {
        DeskTable table = new DeskTable(3);
        for (String line : List.of(
                "flap n1 -> n3 every 10ms",
                "slow n1 -> n3 5ms",
                "reorder 20% n2 -> n3",
                "skew n2 +5%",
                "fail disk n1")) {
            table.done(line);
        }
        String whole = FaultStateJson.write(table.state);
        assertThatThrownBy(() -> FaultStateJson.read(whole.replace("every 10ms", "every 10E")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("faults that nodes can obey");
        SplittableRandom random = new SplittableRandom(20260101);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
            try {
                FaultState read = FaultStateJson.read(text.toString());
                table.members.forEach(read::rulesFor);
            } catch (DocumentException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("jackson", "java.", "dev.raftbeat", "\n");
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
