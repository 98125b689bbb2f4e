package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes that do nothing but remember what they were given, and that answer only while they run. */
final class FakeWorld implements FaultInjector, FactTeller {
    final TreeMap<NodeId, NodeSetup> running = new TreeMap<>();
    final TreeSet<NodeId> frozen = new TreeSet<>();
    final TreeMap<NodeId, KernelRules> kernels = new TreeMap<>();
    final Map<FaultWord, String> refused = new HashMap<>();
    final TreeMap<NodeId, CrashPoint> crashing = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    final TreeMap<Long, FaultBegan> goingOn = new TreeMap<>();
    final List<WorldFact> told = new ArrayList<>();
    /** Nodes whose control endpoint does not answer. */
    final TreeSet<NodeId> mute = new TreeSet<>();
    /** Nodes that will not do what they are commanded. */
    final TreeSet<NodeId> unwilling = new TreeSet<>();
    /** Nodes whose process, or host, cannot be reached. */
    final TreeSet<NodeId> beyondReach = new TreeSet<>();

    private final WorldKind kind;

    FakeWorld(WorldKind kind, List<NodeId> members, Settings settings) {
        this.kind = kind;
        members.forEach(node -> running.put(node, new NodeSetup(NodeRules.NONE, settings, OptionalLong.empty())));
    }

    /** What a fold over the facts makes of them, as {@link FaultExecutor} says that one may. */
    @Override
    public FactId tell(WorldFact fact, Optional<FactId> cause) {
        told.add(fact);
        calls.add("tell " + fact.name());
        if (fact instanceof FaultBegan began && began.lasts()) {
            goingOn.put(began.fault(), began);
        } else if (fact instanceof FaultNarrowed narrowed) {
            goingOn.computeIfPresent(narrowed.fault(), (number, before) -> before.left(narrowed));
        } else if (fact instanceof FaultEnded ended) {
            goingOn.remove(ended.fault());
        }
        return new FactId(NodeId.WORLD, 1, told.size());
    }

    @Override
    public WorldKind world() {
        return kind;
    }

    @Override
    public void stop(NodeId node, Optional<FactId> cause) throws InjectorException {
        calls.add("stop " + node);
        end(node);
    }

    @Override
    public void kill(NodeId node) throws InjectorException {
        calls.add("kill " + node);
        end(node);
    }

    private void end(NodeId node) throws InjectorException {
        reach(node);
        running.remove(node);
        frozen.remove(node);
        crashing.remove(node);
    }

    @Override
    public void wipe(NodeId node) throws InjectorException {
        calls.add("wipe " + node);
        reach(node);
        running.remove(node);
        frozen.remove(node);
        crashing.remove(node);
    }

    @Override
    public void restart(NodeId node, NodeSetup setup) throws InjectorException {
        calls.add("restart " + node);
        reach(node);
        running.putIfAbsent(node, setup);
    }

    @Override
    public void pause(NodeId node) throws InjectorException {
        calls.add("pause " + node);
        reach(node);
        setup(node);
        frozen.add(node);
    }

    @Override
    public void resume(NodeId node) throws InjectorException {
        calls.add("resume " + node);
        reach(node);
        frozen.remove(node);
    }

    @Override
    public void rules(NodeId node, NodeRules rules) throws InjectorException {
        calls.add("rules " + node);
        NodeSetup setup = setup(node);
        running.put(node, new NodeSetup(rules, setup.settings(), setup.alignedNanos()));
    }

    @Override
    public void configure(NodeId node, Settings settings, Optional<FactId> cause) throws InjectorException {
        calls.add("configure " + node);
        NodeSetup setup = setup(node);
        running.put(node, new NodeSetup(setup.rules(), settings, setup.alignedNanos()));
    }

    @Override
    public void command(NodeId node, Command command, Optional<FactId> cause) throws InjectorException {
        calls.add(command.getClass().getSimpleName() + " " + node);
        NodeSetup setup = setup(node);
        if (unwilling.contains(node)) {
            throw InjectorException.declined(node + " leads already");
        }
        if (command instanceof Command.AlignTimer align) {
            running.put(node, new NodeSetup(setup.rules(), setup.settings(), OptionalLong.of(align.drawNanos())));
        } else if (command instanceof Command.SpreadTimer) {
            running.put(node, new NodeSetup(setup.rules(), setup.settings(), OptionalLong.empty()));
        }
    }

    @Override
    public void crash(NodeId node, Optional<CrashPoint> point) throws InjectorException {
        calls.add("crash " + node + point.map(where -> " " + where.words()).orElse(" no more"));
        reach(node);
        point.ifPresentOrElse(where -> crashing.put(node, where), () -> crashing.remove(node));
    }

    @Override
    public void resetConnections(Link link) throws InjectorException {
        calls.add("reset " + link);
        if (mute.contains(link.from())) {
            throw new InjectorException(link.from() + " does not answer");
        }
    }

    @Override
    public void kernel(NodeId host, KernelRules rules) throws InjectorException {
        calls.add("kernel " + host);
        reach(host);
        kernels.put(host, rules);
    }

    @Override
    public Optional<String> refuses(FaultWord word) {
        return Optional.ofNullable(refused.get(word));
    }

    /** Nothing that is asked of these nodes, or of their hosts, is done. */
    void lose(Collection<NodeId> nodes) {
        mute.addAll(nodes);
        beyondReach.addAll(nodes);
    }

    void recover() {
        mute.clear();
        beyondReach.clear();
    }

    private void reach(NodeId node) throws InjectorException {
        if (beyondReach.contains(node)) {
            throw new InjectorException(node + " is beyond reach");
        }
    }

    /** Frozen and dead nodes answer nothing, as in life. */
    private NodeSetup setup(NodeId node) throws InjectorException {
        if (!running.containsKey(node) || frozen.contains(node) || mute.contains(node)) {
            throw new InjectorException(node + " does not answer");
        }
        return running.get(node);
    }
}
