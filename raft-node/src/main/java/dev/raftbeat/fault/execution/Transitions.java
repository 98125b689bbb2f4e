package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.Change;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.execution.InjectorStep.Kind;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Works out one {@link Transition}: a scratch pad for one line, filled and thrown away. */
final class Transitions implements Change {
    /** Stands for the fact behind a rule where only the rest of it matters. */
    private static final FactId ANY = new FactId(NodeId.WORLD, 0, 0);

    /**
     * What a line asks for, and the steps that it takes.
     *
     * @param state what everybody is to obey from now on; all that the line asks for is pending in it
     * @param began tells of the line; empty when no line was given
     * @param own the steps of the line, and {@code again} those of earlier lines that were not obeyed, in order
     */
    record Transition(FaultState state, Optional<FaultBegan> began, List<InjectorStep> own, List<InjectorStep> again) {}

    private final FaultState before;
    private final SelectorContext picture;
    private final FaultSteps steps;
    private final List<ActiveFault> active;
    private final TreeMap<NodeId, Settings> changed;
    private OptionalLong aligned;
    private final TreeSet<NodeId> owed;
    private final List<InjectorStep> own = new ArrayList<>();
    private long nowNanos;

    /** @param picture already with the nodes that the state holds killed or paused */
    Transitions(FaultState before, SelectorContext picture) {
        this.before = before;
        this.picture = picture;
        steps = new FaultSteps(picture.members(), picture.dead());
        active = new ArrayList<>(before.active());
        changed = new TreeMap<>(before.changed());
        aligned = before.alignedNanos();
        owed = new TreeSet<>(before.owed());
    }

    Transition apply(ResolvedFault line, long nowNanos) {
        long number = before.nextNumber();
        FaultBegan began = new FaultBegan(
                number,
                line.text(),
                line.kind().word(),
                line.word().text(),
                line.fault().effects(),
                line.nodes(),
                line.links(),
                line.sentence());
        this.nowNanos = nowNanos;
        line.word().carryOut(this, line);
        return done(number + 1, Optional.of(began), line.nodes().isEmpty() ? before.same() : line.nodes());
    }

    /** Ends what has run out by this time, and asks once more for whatever is pending. */
    Transition catchUp(long nowNanos) {
        for (ActiveFault fault : before.active()) {
            if (fault.untilNanos().isPresent() && nowNanos - fault.untilNanos().getAsLong() >= 0) {
                endWhole(fault);
            }
        }
        return done(before.nextNumber(), Optional.empty(), before.same());
    }

    private Transition done(long nextNumber, Optional<FaultBegan> began, List<NodeId> same) {
        FaultState after = new FaultState(
                nextNumber,
                before.base(),
                changed,
                aligned,
                before.killed(),
                before.paused(),
                before.owed(),
                same,
                active);
        List<InjectorStep> wanted = own.stream().distinct().toList();
        List<InjectorStep> again = steps.pending(after).stream()
                .filter(step -> !wanted.contains(step))
                .toList();
        return new Transition(after.owing(owed), began, wanted, again);
    }

    private void configure(NodeId node) {
        owed.add(node);
        own.add(Kind.CONFIGURE.of(node));
    }

    private void tellTimers(NodeId node) {
        owed.add(node);
        own.add(Kind.TIMERS.of(node));
    }

    @Override
    public void begin(ResolvedFault line) {
        FaultWord word = line.word();
        // What is about links holds links, whatever nodes it names.
        List<NodeId> nodes = line.links().isEmpty() ? line.nodes() : List.of();
        end(word::replaces, nodes, line.links());
        if (line.fault().isZero()) {
            return;
        }
        OptionalLong during = line.fault().value().duringNanos();
        OptionalLong until = during.isPresent() ? OptionalLong.of(nowNanos + during.getAsLong()) : OptionalLong.empty();
        begin(new ActiveFault(before.nextNumber(), Optional.empty(), line.fault(), nodes, line.links(), nowNanos, until)
                .beginning());
    }

    private void begin(ActiveFault fault) {
        active.add(fault);
        fault.pending().begin().forEach(node -> own.addAll(steps.toBegin(fault.fault(), node)));
    }

    @Override
    public void end(long number) {
        before.active().stream().filter(fault -> fault.number() == number).forEach(this::endWhole);
    }

    @Override
    public void kernels(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(Kind.KERNEL.of(node)));
    }

    @Override
    public void wipe(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(Kind.WIPE.of(node)));
    }

    @Override
    public void collect(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(Kind.COLLECT.of(node)));
    }

    @Override
    public void reset(Collection<Link> links) {
        links.forEach(link -> own.add(Kind.RESET.of(link)));
    }

    @Override
    public void restart(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(Kind.RESTART.of(node)));
        end(word -> word.is(Means.KILL, Means.STOP, Means.CRASH, Means.PAUSE), nodes, List.of());
    }

    @Override
    public void resume(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(Kind.RESUME.of(node)));
        end(word -> word.is(Means.PAUSE), nodes, List.of());
        nodes.forEach(this::tellAll);
    }

    /** What a node that was frozen has missed; its rules in any case, since nobody knows what it froze with. */
    private void tellAll(NodeId node) {
        own.add(Kind.RULES.of(node));
        if (before.owed().contains(node)) {
            configure(node);
            tellTimers(node);
        }
    }

    private void endWhole(ActiveFault fault) {
        end(fault, fault.nodes(), fault.links());
        if (fault.word().is(Means.PAUSE)) {
            fault.nodes().forEach(this::tellAll);
        }
    }

    @Override
    public void heal() {
        restart(picture.dead());
        resume(picture.paused());
        List.copyOf(active).forEach(this::endWhole);
        // To every node, and not only where a rule is known to be: whatever went astray before ends here.
        picture.members().forEach(node -> {
            own.add(Kind.KERNEL.of(node));
            own.add(Kind.RULES.of(node));
        });
    }

    @Override
    public void send(Collection<NodeId> nodes, Command command) {
        nodes.forEach(node -> own.add(InjectorStep.send(node, command)));
    }

    @Override
    public void set(ResolvedFault line) {
        for (NodeId node : line.affected()) {
            Settings settings = line.fault().applyTo(before.settingsOf(node), before.base());
            if (settings.equals(before.base())) {
                changed.remove(node);
            } else {
                changed.put(node, settings);
            }
            configure(node);
            Settings old = before.settingsOf(node);
            active.replaceAll(fault -> settingOf(node, old, settings, fault));
        }
    }

    /** What a node does for a fault may depend on its settings: how long it holds a message back on its heartbeat. */
    private ActiveFault settingOf(NodeId node, Settings old, Settings settings, ActiveFault fault) {
        FaultWord word = fault.word();
        boolean concerned = !word.rule(fault, old, ANY).equals(word.rule(fault, settings, ANY))
                && fault.wantedLinks().stream().anyMatch(link -> link.to().equals(node));
        if (concerned) {
            own.add(Kind.RULES.of(node));
        }
        return concerned ? fault.beginningAt(List.of(node)) : fault;
    }

    @Override
    public void spread(ResolvedFault line) {
        if (aligned.isPresent()) {
            align(line);
        }
    }

    @Override
    public void align(ResolvedFault line) {
        aligned = line.drawnNanos();
        line.affected().forEach(this::tellTimers);
    }

    @Override
    public void end(Predicate<FaultWord> words, Collection<NodeId> nodes, Collection<Link> links) {
        for (ActiveFault fault : List.copyOf(active)) {
            if (words.test(fault.word())) {
                end(fault, nodes, links);
            }
        }
    }

    /** Asks for these nodes and links to be let go of by a fault; it ends when none is left to it. */
    private void end(ActiveFault fault, Collection<NodeId> nodes, Collection<Link> links) {
        active.replaceAll(one -> one.number() == fault.number() ? one.ending(nodes, links) : one);
        fault.nodes().stream().filter(nodes::contains).forEach(node -> own.addAll(steps.toEnd(fault.fault(), node)));
        fault.links().stream().filter(links::contains).forEach(link -> own.addAll(steps.toEnd(fault.fault(), link)));
    }
}
