package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.history.TimingRequirement;
import dev.raftbeat.history.TimingRequirement.Network;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has been done to a cluster and not undone. Immutable. The rules and settings of each node are functions of it,
 * always complete, so that giving them to a node again changes nothing.
 *
 * @param nextNumber the number that the next line will bear, from 1
 * @param base the settings that the cluster began with
 * @param changed the settings, in full, of the nodes on which any was set
 * @param alignedNanos the one election timeout of all nodes, between {@code align timers} and {@code spread timers}
 * @param killed the nodes that this language ended and has not restarted
 * @param paused the nodes that this language froze and has not resumed
 * @param owed nodes that have missed a setting, or the alignment of timers, and are given both until they have them
 * @param same the nodes of the last line that meant any
 * @param active the faults that go on, by number
 */
public record FaultState(
        long nextNumber,
        Settings base,
        SortedMap<NodeId, Settings> changed,
        OptionalLong alignedNanos,
        SortedSet<NodeId> killed,
        SortedSet<NodeId> paused,
        SortedSet<NodeId> owed,
        List<NodeId> same,
        List<ActiveFault> active)
        implements FaultContext.InForce {
    public FaultState {
        if (nextNumber < 1) {
            throw new IllegalArgumentException("numbers of faults begin at 1");
        }
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
        killed = Collections.unmodifiableSortedSet(new TreeSet<>(killed));
        paused = Collections.unmodifiableSortedSet(new TreeSet<>(paused));
        owed = Collections.unmodifiableSortedSet(new TreeSet<>(owed));
        same = List.copyOf(same);
        active = List.copyOf(active);
    }

    /** Nothing has been done yet. */
    public static FaultState fresh(Settings base) {
        return new FaultState(
                1,
                base,
                new TreeMap<>(),
                OptionalLong.empty(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(),
                List.of());
    }

    /** The same, when a number was used for something beside the language. */
    public FaultState withNextNumber(long number) {
        return new FaultState(number, base, changed, alignedNanos, killed, paused, owed, same, active);
    }

    @Override
    public Settings settingsOf(NodeId node) {
        return changed.getOrDefault(node, base);
    }

    @Override
    public long electionNanosMax(List<NodeId> members) {
        return members.stream()
                .mapToLong(node -> settingsOf(node).electionNanosMax())
                .max()
                .orElse(base.electionNanosMax());
    }

    /** The rules that the node is to have. */
    public NodeRules rulesFor(NodeId receiver) {
        return RulesOfFaults.of(active, receiver, settingsOf(receiver));
    }

    /** How the settings of these members fit each other, and the delays that faults make. */
    public TimingRequirement timing(List<NodeId> members) {
        TreeMap<NodeId, LinkRules> rules = new TreeMap<>();
        members.forEach(member -> rules.put(member, rulesFor(member).links()));
        OptionalLong trip = Network.roundTrip(
                members, link -> OptionalLong.of(rules.get(link.to()).delayNanos(link.from())));
        return new TimingRequirement(members.stream().map(this::settingsOf).toList(), new Network(trip, 0, 0));
    }

    /** Whether {@link #timing} cannot differ: the settings are the same, and no other faults delay messages. */
    boolean isTimedAs(FaultState other) {
        return changed.equals(other.changed)
                && base.equals(other.base)
                && delaying().equals(other.delaying());
    }

    private List<ActiveFault> delaying() {
        return active.stream()
                .filter(fault ->
                        fault.fault().effects().stream().anyMatch(effect -> effect.kind() == FaultEffect.Kind.DELAYS))
                .toList();
    }

    /** What the kernel of the node's host is to do. */
    public KernelRules kernelFor(NodeId host) {
        return KernelRules.of(active, host);
    }

    /** With the place of the fact that told of this fault, which its rules name. */
    FaultState told(long number, FactId id) {
        List<ActiveFault> told = active.stream()
                .map(fault -> fault.number() == number ? fault.toldAs(id) : fault)
                .toList();
        return new FaultState(nextNumber, base, changed, alignedNanos, killed, paused, owed, same, told);
    }

    /** Everything that the node is to have before its first message. */
    public NodeSetup setupFor(NodeId node) {
        return new NodeSetup(rulesFor(node), settingsOf(node), alignedNanos);
    }

    /** The same, when these faults go on. */
    FaultState withActive(List<ActiveFault> faults) {
        return new FaultState(nextNumber, base, changed, alignedNanos, killed, paused, owed, same, faults);
    }

    /** The same, when these nodes have missed what was set. */
    FaultState owing(SortedSet<NodeId> nodes) {
        return new FaultState(nextNumber, base, changed, alignedNanos, killed, paused, nodes, same, active);
    }

    /** The same, when this step was obeyed: who is ended and who frozen. */
    FaultState after(InjectorStep step) {
        TreeSet<NodeId> ended = new TreeSet<>(killed);
        TreeSet<NodeId> frozen = new TreeSet<>(paused);
        switch (step.kind()) {
            case KILL, STOP, WIPE -> {
                ended.add(step.node());
                frozen.remove(step.node());
            }
            case RESTART -> {
                ended.remove(step.node());
                frozen.remove(step.node());
            }
            case PAUSE -> frozen.add(step.node());
            case RESUME -> frozen.remove(step.node());
            case CRASH, KERNEL, RULES, CONFIGURE, TIMERS, SEND, COLLECT, RESET, GIVE_UP -> {
                return this;
            }
        }
        return new FaultState(nextNumber, base, changed, alignedNanos, ended, frozen, owed, same, active);
    }

    /** The nodes that have not done as they were asked, though nothing here keeps them from it. */
    public SortedSet<NodeId> silent() {
        TreeSet<NodeId> silent = new TreeSet<>(owed);
        silent.removeAll(paused);
        active.forEach(fault -> silent.addAll(fault.silent(paused)));
        return silent;
    }

    /** A sentence for each fault that is not obeyed as it should be, and one for settings; none when all is. */
    public List<String> unobeyed() {
        List<String> sentences = new ArrayList<>();
        for (ActiveFault fault : active) {
            sentences.addAll(fault.unobeyed(paused));
        }
        TreeSet<NodeId> unset = new TreeSet<>(owed);
        unset.removeAll(paused);
        if (!unset.isEmpty()) {
            sentences.add(NodeList.list(unset) + NodeList.few(unset, " does not have its", " do not have their")
                    + " new settings yet");
        }
        return sentences;
    }

    /** When the next fault ends by itself, if any does: the time to call {@link FaultExecutor#catchUp}. */
    public OptionalLong nextExpiryNanos() {
        return active.stream()
                .flatMapToLong(fault -> fault.untilNanos().stream())
                .min();
    }
}
