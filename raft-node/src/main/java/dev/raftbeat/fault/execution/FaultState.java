package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
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
        List<ActiveFault> active) {
    /** The words that cut links, and from which {@code join} takes links out. */
    static final Set<FaultWord> CUTTING = Collections.unmodifiableSet(EnumSet.of(
            FaultWord.CUT,
            FaultWord.PARTITION,
            FaultWord.ISOLATE,
            FaultWord.BRIDGE,
            FaultWord.STAR,
            FaultWord.RING,
            FaultWord.MAJORITIES_RING,
            FaultWord.CHAIN,
            FaultWord.FLAP));

    private static final Set<FaultWord> DIALS = Collections.unmodifiableSet(EnumSet.of(
            FaultWord.SLOW,
            FaultWord.LOSE,
            FaultWord.DUPLICATE,
            FaultWord.REORDER,
            FaultWord.BLACKHOLE,
            FaultWord.FLAP,
            FaultWord.DROP_PACKETS,
            FaultWord.LOSE_PACKETS,
            FaultWord.REJECT_PACKETS));

    /** @throws IllegalArgumentException when numbers do not begin at 1 */
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

    /** The settings that the node is to have. */
    public Settings settingsOf(NodeId node) {
        return changed.getOrDefault(node, base);
    }

    /**
     * The settings that the node would have with this line.
     *
     * @param line resolved, so without E
     * @throws IllegalArgumentException when it cannot have them
     */
    Settings settingsOf(NodeId node, Fault.Setting line) {
        return line.applyTo(settingsOf(node), base);
    }

    /** What one E is now: the largest election timeout that any of these nodes may draw. */
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

    /** What the kernel of the node's host is to do. */
    public KernelRules kernelFor(NodeId host) {
        return KernelRules.of(active, host);
    }

    /** Whether any fault that goes on cuts this link, now or, when it flaps, now and then. */
    public boolean isCut(Link link) {
        return active.stream()
                .anyMatch(fault ->
                        CUTTING.contains(fault.word()) && fault.wantedLinks().contains(link));
    }

    /** Whether a fault of this word is about links, whatever nodes its line names. */
    static boolean holdsLinks(FaultWord word) {
        return CUTTING.contains(word) || DIALS.contains(word);
    }

    /** The words whose faults lose a link, or a node, that this word takes: a dial stands at one place at a time. */
    static Set<FaultWord> replacedBy(FaultWord word) {
        return switch (word) {
            case STALL_DISK, FAIL_DISK -> EnumSet.of(FaultWord.STALL_DISK, FaultWord.FAIL_DISK);
            case DROP_PACKETS, LOSE_PACKETS, REJECT_PACKETS -> FaultWord.ON_PACKETS;
            case SKEW, UNPLUG, SLOW_PACKETS, LIMIT_RATE, LIMIT_CPU, SHIFT_CLOCK, CRASH -> EnumSet.of(word);
            case SLOW, LOSE, DUPLICATE, REORDER, BLACKHOLE, FLAP -> EnumSet.of(word);
            case KILL, PAUSE, CUT, PARTITION, ISOLATE, BRIDGE, STAR, RING, MAJORITIES_RING, CHAIN ->
                EnumSet.noneOf(FaultWord.class);
            default -> throw word.unexpected();
        };
    }

    /** Whether it is a dial turned to zero, which undoes and leaves nothing behind. */
    static boolean isZero(Fault fault) {
        if (fault instanceof Fault.Slow slow) {
            return slow.delay().amount().signum() == 0
                    && slow.spread().map(span -> span.amount().signum()).orElse(0) == 0;
        } else if (fault instanceof Fault.Chance chance) {
            return chance.percent().signum() == 0;
        } else if (fault instanceof Fault.OnHosts line) {
            return line.dial().isZero();
        }
        return fault instanceof Fault.Skew skew && skew.percent().signum() == 0;
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
        if (step instanceof InjectorStep.Kill kill) {
            ended.add(kill.node());
            frozen.remove(kill.node());
        } else if (step instanceof InjectorStep.Wipe wipe) {
            ended.add(wipe.node());
            frozen.remove(wipe.node());
        } else if (step instanceof InjectorStep.Restart restart) {
            ended.remove(restart.node());
            frozen.remove(restart.node());
        } else if (step instanceof InjectorStep.Pause pause) {
            frozen.add(pause.node());
        } else if (step instanceof InjectorStep.Resume resume) {
            frozen.remove(resume.node());
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
