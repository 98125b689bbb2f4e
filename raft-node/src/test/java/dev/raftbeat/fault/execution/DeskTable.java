package dev.raftbeat.fault.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.wire.FaultStateJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A desk, a world and a state, of {@code size} nodes of which n2 leads. */
public final class DeskTable {
    static final Settings LAN = Pace.LAN.settings();
    static final long MS = 1_000_000;

    public final List<NodeId> members = new ArrayList<>();
    public final FakeWorld world;
    final FaultExecutor desk;
    public FaultState state = FaultState.fresh(LAN);
    public RandomGenerator random = new SplittableRandom(1);
    public long now = 1_000 * MS;

    DeskTable(int size) {
        this(size, WorldKind.CONTAINERS);
    }

    DeskTable(int size, WorldKind kind) {
        for (int i = 1; i <= size; i++) {
            members.add(node(i));
        }
        world = new FakeWorld(kind, members, LAN);
        desk = new FaultExecutor(world, world);
    }

    SelectorContext picture() {
        return SelectorContext.of(members).withLeader(Optional.of(node(2)), Optional.of(node(1)));
    }

    public FaultOutcome tried(String line) throws FaultSyntaxException {
        FaultOutcome outcome = desk.carryOut(FaultLanguage.parse(line), picture(), state, now, random);
        state = outcome.state();
        return outcome;
    }

    public String done(String line) throws FaultSyntaxException {
        FaultOutcome outcome = tried(line);
        assertThat(outcome.extent()).as(outcome.report()).isEqualTo(Extent.WHOLE);
        assertThat(outcome.troubles()).isEmpty();
        return outcome.sentence();
    }

    public void expire() {
        assertThat(caughtUp().troubles()).isEmpty();
    }

    public FaultOutcome caughtUp() {
        FaultOutcome outcome = desk.catchUp(picture(), state, now);
        state = outcome.state();
        return outcome;
    }

    /** What must hold between any two lines; of a node that has not obeyed nobody knows what it does. */
    public void check(String trace) {
        for (NodeId node : members) {
            if (state.silent().contains(node)) {
                continue;
            }
            assertThat(world.kernels.getOrDefault(node, KernelRules.NONE))
                    .as(trace + " at the host of " + node)
                    .isEqualTo(state.kernelFor(node));
            if (world.running.containsKey(node) && !world.frozen.contains(node)) {
                assertThat(world.running.get(node)).as(trace + " at " + node).isEqualTo(state.setupFor(node));
            }
        }
        assertThat(new ArrayList<>(world.goingOn.keySet()))
                .as(trace)
                .isEqualTo(state.active().stream().map(ActiveFault::number).toList());
        for (ActiveFault fault : state.active()) {
            FaultBegan began = world.goingOn.get(fault.number());
            assertThat(began.links()).as(trace).isEqualTo(fault.links());
            assertThat(began.text()).isEqualTo(fault.text());
        }
        TreeSet<NodeId> up = new TreeSet<>(members);
        up.removeAll(state.killed());
        assertThat(world.running.keySet()).as(trace).isEqualTo(up);
        assertThat(world.frozen).as(trace).isEqualTo(state.paused());
        TreeSet<NodeId> crashing = new TreeSet<>();
        state.active().stream()
                .filter(fault -> fault.word() == ProcessWords.CRASH)
                .forEach(fault -> crashing.addAll(fault.nodes()));
        crashing.removeAll(state.silent());
        TreeSet<NodeId> known = new TreeSet<>(world.crashing.keySet());
        known.removeAll(state.silent());
        assertThat(known).as(trace).isEqualTo(crashing);
        assertThat(FaultStateJson.read(FaultStateJson.write(state))).as(trace).isEqualTo(state);
    }

    public void checkClean(String trace) {
        assertThat(state.active()).as(trace).isEmpty();
        members.forEach(node -> assertThat(state.rulesFor(node)).as(trace).isEqualTo(NodeRules.NONE));
        assertThat(world.running.keySet()).as(trace).containsExactlyElementsOf(members);
        assertThat(world.frozen).as(trace).isEmpty();
        members.forEach(node -> assertThat(world.kernels.getOrDefault(node, KernelRules.NONE))
                .as(trace)
                .isEqualTo(KernelRules.NONE));
        assertThat(world.crashing).as(trace).isEmpty();
    }

    static NodeId node(int i) {
        return new NodeId("n" + i);
    }
}
