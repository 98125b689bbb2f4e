package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Works out one {@link Transition}: a scratch pad for one line, filled and thrown away. */
final class Transitions {
    private final FaultState before;
    private final SelectorContext picture;
    private final FaultSteps steps;
    private final List<ActiveFault> active;
    private final TreeMap<NodeId, Settings> changed;
    private OptionalLong aligned;
    private final TreeSet<NodeId> owed;
    private final List<InjectorStep> own = new ArrayList<>();

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
                FaultEffects.of(line.fault()),
                line.nodes(),
                line.links(),
                line.sentence());
        effect(line, number, nowNanos).run();
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
        own.add(new InjectorStep.Configure(node));
    }

    private void tellTimers(NodeId node) {
        owed.add(node);
        own.add(new InjectorStep.Timers(node));
    }

    /** What a line does, by its word: no word is left over, so that none does what is another's. */
    private Runnable effect(ResolvedFault line, long number, long nowNanos) {
        return switch (line.word()) {
            case KILL, PAUSE, CRASH -> () -> begin(line, number, nowNanos);
            case CUT, PARTITION, ISOLATE, BRIDGE, STAR, RING, MAJORITIES_RING, CHAIN, FLAP ->
                () -> begin(line, number, nowNanos);
            case SLOW, LOSE, DUPLICATE, REORDER, BLACKHOLE, SKEW, STALL_DISK, FAIL_DISK ->
                () -> begin(line, number, nowNanos);
            case DROP_PACKETS, LOSE_PACKETS, REJECT_PACKETS, SLOW_PACKETS, LIMIT_RATE, LIMIT_CPU, SHIFT_CLOCK, UNPLUG ->
                () -> begin(line, number, nowNanos);
            case RESTART -> () -> restart(line.nodes());
            case RESUME -> () -> resume(line.nodes());
            case JOIN -> () -> endAll(FaultState.CUTTING, List.of(), line.links());
            case FREE_DISK ->
                () -> endAll(EnumSet.of(FaultWord.STALL_DISK, FaultWord.FAIL_DISK), line.nodes(), List.of());
            case OPEN -> () -> endAll(EnumSet.of(FaultWord.BLACKHOLE), List.of(), line.links());
            case PASS_PACKETS ->
                () -> {
                    endAll(FaultWord.ON_PACKETS, List.of(), line.links());
                    line.links().forEach(link -> own.add(new InjectorStep.Kernel(link.to())));
                };
            case FREE_RATE -> () -> freeHosts(FaultWord.LIMIT_RATE, line.nodes());
            case FREE_CPU -> () -> freeHosts(FaultWord.LIMIT_CPU, line.nodes());
            case PLUG -> () -> freeHosts(FaultWord.UNPLUG, line.nodes());
            case END -> () -> end(((Fault.End) line.fault()).number().orElseThrow());
            case HEAL -> this::heal;
            case CAMPAIGN -> () -> send(line.nodes(), new Command.CampaignNow());
            case COLLECT -> () -> line.nodes().forEach(node -> own.add(new InjectorStep.Collect(node)));
            case TRANSFER ->
                () -> send(line.affected(), new Command.TransferTo(line.nodes().get(0)));
            case RESET -> () -> line.links().forEach(link -> own.add(new InjectorStep.Reset(link)));
            case WIPE -> () -> line.nodes().forEach(node -> own.add(new InjectorStep.Wipe(node)));
            case SET_PREVOTE, SET_CHECKQUORUM, SET_ELECTION, SET_HEARTBEAT, SET_WINDOW, SET_LOG, SET_PACE ->
                () -> set(line, (Fault.Setting) line.fault());
            case SET_DEFAULTS ->
                () -> {
                    Fault.Setting set = (Fault.Setting) line.fault();
                    set(line, set);
                    if (set.on().isEmpty() && aligned.isPresent()) {
                        align(line);
                    }
                };
            case ALIGN_TIMERS, SPREAD_TIMERS -> () -> align(line);
        };
    }

    private void begin(ResolvedFault line, long number, long nowNanos) {
        FaultWord word = line.word();
        List<NodeId> nodes = FaultState.holdsLinks(word) ? List.of() : line.nodes();
        endAll(FaultState.replacedBy(word), nodes, line.links());
        if (FaultState.isZero(line.fault())) {
            return;
        }
        Optional<TypedDuration> during = line.fault() instanceof Fault.Flap flap ? flap.during() : Optional.empty();
        OptionalLong until =
                during.map(span -> OptionalLong.of(nowNanos + span.nanos(0))).orElse(OptionalLong.empty());
        ActiveFault fault =
                new ActiveFault(number, Optional.empty(), line.fault(), nodes, line.links(), nowNanos, until);
        begin(fault.beginning());
    }

    private void begin(ActiveFault fault) {
        active.add(fault);
        fault.pending().begin().forEach(node -> own.addAll(steps.toBegin(fault.fault(), node)));
    }

    private void end(long number) {
        before.active().stream().filter(fault -> fault.number() == number).forEach(this::endWhole);
    }

    /** Also where no such fault is known: whatever an earlier line failed to undo ends here. */
    private void freeHosts(FaultWord word, Collection<NodeId> nodes) {
        endAll(EnumSet.of(word), nodes, List.of());
        nodes.forEach(node -> own.add(new InjectorStep.Kernel(node)));
    }

    private void restart(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(new InjectorStep.Restart(node)));
        endAll(EnumSet.of(FaultWord.KILL, FaultWord.CRASH, FaultWord.PAUSE), nodes, List.of());
    }

    private void resume(Collection<NodeId> nodes) {
        nodes.forEach(node -> own.add(new InjectorStep.Resume(node)));
        endAll(EnumSet.of(FaultWord.PAUSE), nodes, List.of());
        nodes.forEach(this::tellAll);
    }

    /** What a node that was frozen has missed; its rules in any case, since nobody knows what it froze with. */
    private void tellAll(NodeId node) {
        own.add(new InjectorStep.Rules(node));
        if (before.owed().contains(node)) {
            configure(node);
            tellTimers(node);
        }
    }

    private void endWhole(ActiveFault fault) {
        end(fault, fault.nodes(), fault.links());
        if (fault.word() == FaultWord.PAUSE) {
            fault.nodes().forEach(this::tellAll);
        }
    }

    private void heal() {
        restart(picture.dead());
        resume(picture.paused());
        List.copyOf(active).forEach(this::endWhole);
        // To every node, and not only where a rule is known to be: whatever went astray before ends here.
        picture.members().forEach(node -> {
            own.add(new InjectorStep.Kernel(node));
            own.add(new InjectorStep.Rules(node));
        });
    }

    private void send(Collection<NodeId> nodes, Command command) {
        nodes.forEach(node -> own.add(new InjectorStep.Send(node, command)));
    }

    private void set(ResolvedFault line, Fault.Setting set) {
        for (NodeId node : line.affected()) {
            Settings settings = before.settingsOf(node, set);
            if (settings.equals(before.base())) {
                changed.remove(node);
            } else {
                changed.put(node, settings);
            }
            configure(node);
            if (settings.heartbeatNanos() != before.settingsOf(node).heartbeatNanos()) {
                active.replaceAll(fault -> heartbeatOf(node, fault));
            }
        }
    }

    /** How long a message is held back depends on the heartbeat of its receiver. */
    private ActiveFault heartbeatOf(NodeId node, ActiveFault fault) {
        boolean concerned = fault.word() == FaultWord.REORDER
                && fault.wantedLinks().stream().anyMatch(link -> link.to().equals(node));
        if (concerned) {
            own.add(new InjectorStep.Rules(node));
        }
        return concerned ? fault.beginningAt(List.of(node)) : fault;
    }

    private void align(ResolvedFault line) {
        aligned = line.drawnNanos();
        line.affected().forEach(this::tellTimers);
    }

    private void endAll(Set<FaultWord> words, Collection<NodeId> nodes, Collection<Link> links) {
        for (ActiveFault fault : List.copyOf(active)) {
            if (words.contains(fault.word())) {
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
