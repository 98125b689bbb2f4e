package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was done by hand is a scenario, and the same run comes of it. */
class ScriptRecorderTest {
    private static final long MS = 1_000_000;

    private static final String[] LINES = {
        "kill leader",
        "kill n2",
        "kill n9",
        "restart dead",
        "pause one",
        "resume paused",
        "cut all -> follower",
        "cut leader <-> one",
        "join leader <-> all",
        "isolate old-leader",
        "partition",
        "partition leader,n3 | rest",
        "bridge n3",
        "slow one -> all 20ms +-5ms",
        "lose 30% all -> all",
        "flap n1 -> n2 every 1E for 4E",
        "stall disk follower",
        "crash leader after send",
        "skew n4 +5%",
        "campaign one",
        "transfer n3",
        "set prevote off on one",
        "set heartbeat 30ms",
        "align timers",
        "end last",
        "end 3",
        "heal"
    };

    /** A cluster that is worked on by hand, and what is kept of that. */
    private static final class Hand {
        final SimWorld world;
        final List<StampedFact> facts = new ArrayList<>();
        final ScriptRecorder doings;

        Hand(WorldSpec spec) {
            world = new SimWorld(SimOptions.of(spec));
            doings = new ScriptRecorder(spec.members());
            ClusterView view = new ClusterView(spec.members());
            world.observe(fact -> {
                facts.add(fact);
                doings.hear(fact, view::snapshot);
                view.hear(fact);
            });
        }

        void at(long nanos, String line) {
            world.jump(nanos);
            TypedLines.apply(world::apply, line);
        }

        ScriptRecorder.Script script() {
            return doings.script(OptionalLong.of(world.seed()), world.nowNanos());
        }
    }

    private static List<StampedFact> played(String text) throws ScenarioSyntaxException {
        List<StampedFact> facts = new ArrayList<>();
        new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                .run(ScenarioParser.parse("saved", text), OptionalLong.empty(), 1, new ScenarioRunner.Listener() {
                    @Override
                    public FactSink begins(Scenario scenario, Trial trial, int number, long seed) {
                        return facts::add;
                    }
                });
        return facts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSameRunComesOfItFactByFact(long seed) throws Exception {
        Hand hand = new Hand(new WorldSpec(5, Pace.LAN.settings(), seed));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 30; i++) {
            hand.at(hand.world.nowNanos() + random.nextLong(500 * MS), LINES[random.nextInt(LINES.length)]);
        }
        hand.world.jump(hand.world.nowNanos() + 777_777_777);
        assertThat(hand.script().done()).hasSizeGreaterThan(10);
        assertThat(played(hand.script().named())).as(hand.script().named()).isEqualTo(hand.facts);
    }

    @Test
    void whatSomebodyElseRecordedAddsNoLine() throws Exception {
        ScriptRecorder doings = new ScriptRecorder(List.of(new NodeId("n1"), new NodeId("n2")));
        String evil = "\u001b[2J\u202e\nkill all\r\nwipe all";
        List<Fact> facts = List.of(
                new StoreOpened("fenced\nkill all", Optional.empty(), 0, 0),
                new FaultBegan(1, evil, "fault", evil, List.of(), List.of(), List.of(), evil),
                new FaultBegan(2, "kill n1\nwipe all", "fault", "kill", List.of(), List.of(), List.of(), evil));
        long seq = 0;
        for (Fact fact : facts) {
            seq++;
            doings.hear(
                    new StampedFact(seq, NodeId.WORLD, 1, seq, seq, Optional.empty(), fact),
                    () -> ClusterSnapshot.EMPTY);
        }
        ScriptRecorder.Script script = doings.script(OptionalLong.of(1), 10);
        for (String text : List.of(script.roles(), script.named())) {
            assertThat(text.lines()).noneMatch(line -> line.startsWith("kill all") || line.startsWith("wipe"));
            assertThat(text.codePoints().filter(point -> point != '\n' && CleanText.isHarmful(point)))
                    .isEmpty();
        }
    }

    @Test
    void whatWasDoneToARoleIsSaidByRole() throws Exception {
        Hand hand = new Hand(new WorldSpec(5, Pace.LAN.settings().withCheckQuorum(false), 3));
        hand.world.jump(1_000 * MS);
        String leader = played("cluster 5 seed 3 checkquorum off\nrun 1s\n").isEmpty() ? "" : leader(hand);
        hand.at(1_000 * MS, "cut all -> " + leader);
        hand.at(1_500 * MS, "end last");
        hand.at(2_000 * MS, "isolate follower");
        hand.at(2_200 * MS, "join same <-> all");
        hand.at(2_500 * MS, "kill leader");
        hand.at(2_501 * MS, "restart dead");
        hand.at(3_500 * MS, "partition leader | rest");
        hand.at(4_000 * MS, "heal");
        hand.world.jump(5_000 * MS);
        ScriptRecorder.Script script = hand.script();
        assertThat(script.roles())
                .startsWith("# Saved from the screen: what was done by hand, and when.\n"
                        + "cluster 5 pace lan prevote on checkquorum off seed 3\n"
                        + "run 1000ms\n"
                        + "cut all -> leader\n"
                        + "run 500ms\n"
                        + "end 1\n"
                        + "run 500ms\n"
                        + "isolate leader+")
                .contains("\nkill leader\nrun 1ms\nrestart dead\n")
                .contains("\npartition leader | rest\n")
                .endsWith("\nheal\nrun 1000ms\n");
        assertThat(played(script.roles())).isEqualTo(hand.facts);
    }

    private static String leader(Hand hand) {
        ClusterView view = new ClusterView(hand.world.members());
        hand.facts.forEach(view::hear);
        return view.snapshot().leader().orElseThrow().node().name();
    }

    @Test
    void whatWasForgottenByGoingBackIsNotSaved() {
        Hand hand = new Hand(new WorldSpec(3, Pace.LAN.settings(), 1));
        hand.at(1_000 * MS, "cut n1 -> n2");
        assertThat(hand.script().done()).containsExactly("cut n1 -> n2 at 1.000 s");
    }

    @Test
    void aStoreIsSavedWithItsGuard() throws Exception {
        Optional<StoreGuard> guard = Optional.of(StoreGuard.lease(120 * MS));
        Hand hand = new Hand(new WorldSpec(3, Pace.LAN.settings(), 4, guard));
        hand.at(1_000 * MS, "pause n1");
        hand.at(2_000 * MS, "resume n1");
        hand.world.jump(3_000 * MS);
        assertThat(hand.script().named()).contains(" store lease 120ms seed 4\n");
        assertThat(hand.facts).anyMatch(fact -> fact.fact() instanceof WriteLanded);
        assertThat(played(hand.script().named())).isEqualTo(hand.facts);
    }

    /** Our own recordings hold no such lines: names are members, and what is ended has its number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "end last",
                "end 0",
                "end 1",
                "kill n9",
                "cut n1 -> other",
                "cut a,b -> n1",
                "partition n1 | n8",
                "end 9223372036854775807",
                "set heartbeat 50ms on n7"
            })
    void whatMeansNothingHereIsAComment(String line) throws Exception {
        for (boolean named : new boolean[] {true, false}) {
            ScriptRecorder doings = new ScriptRecorder(List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3")));
            List<Fact> facts = List.of(
                    new StoreOpened("fenced " + line, Optional.empty(), 0, 0),
                    new FaultBegan(1, "drop message 3", "fault", "by hand", List.of(), List.of(), List.of(), ""),
                    new FaultBegan(2, line, "undo", "end", List.of(), List.of(), List.of(), ""));
            long seq = 0;
            for (Fact fact : facts) {
                seq++;
                doings.hear(
                        new StampedFact(seq, NodeId.WORLD, 1, seq, seq, Optional.empty(), fact),
                        () -> ClusterSnapshot.EMPTY);
            }
            ScriptRecorder.Script script = doings.script(OptionalLong.of(1), 10);
            String text = named ? script.named() : script.roles();
            assertThat(ScenarioParser.parse("saved", text).trials()).hasSize(1);
            if (!line.startsWith("end 9")) {
                assertThat(text).contains("# by hand, and not of the language: " + line);
                assertThat(script.unsaid()).isEqualTo(2);
            }
        }
    }

    @Test
    void aDeedOnOneMessageIsAComment() throws Exception {
        Hand hand = new Hand(new WorldSpec(3, Pace.LAN.settings(), 1));
        hand.world.jump(1_000 * MS);
        while (hand.world.inFlight().isEmpty()) {
            hand.world.jump(hand.world.nowNanos() + 100_000);
        }
        hand.world.drop(hand.world.inFlight().get(0).id());
        TypedLines.apply(hand.world::apply, "cut n1 -> n2");
        TypedLines.apply(hand.world::apply, "end last");
        ScriptRecorder.Script script = hand.script();
        assertThat(script.unsaid()).isEqualTo(1);
        assertThat(script.named()).contains("\n# by hand, and not of the language: drop message ");
        assertThat(script.named()).as("counted without it").endsWith("cut n1 -> n2\nend 1\n");
        assertThat(played(script.named())).isNotEmpty();
    }

    @Test
    void withoutASeedItWaitsForALeader() throws Exception {
        Hand hand =
                new Hand(new WorldSpec(3, Pace.CLASS.settings().withLog(5, 2).withQuorumWindow(4_000 * MS), 1));
        hand.at(20_000 * MS + 5, "kill leader");
        hand.world.jump(25_000 * MS);
        assertThat(hand.doings
                        .script(OptionalLong.empty(), hand.world.nowNanos())
                        .roles())
                .isEqualTo("# Saved from the screen: what was done by hand, and when.\n"
                        + "cluster 3 pace class prevote on checkquorum on window 4000ms log 5@2\n"
                        + "run until leader\nrun 20000ms\nkill leader\nrun 4999ms\n");
    }
}
