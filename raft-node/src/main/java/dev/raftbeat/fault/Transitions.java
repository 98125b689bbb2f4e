package dev.raftbeat.fault;

import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
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
    private final ClusterPicture picture;
    private final List<ActiveFault> active;
    private final TreeMap<NodeId, Settings> changed;
    private OptionalLong aligned;
    private final TreeSet<NodeId> killed;
    private final TreeSet<NodeId> paused;
    private final TreeSet<NodeId> owed;
    private final List<WorldFact> facts = new ArrayList<>();
    private final List<InjectorStep> onProcesses = new ArrayList<>();
    private final List<InjectorStep> onNodes = new ArrayList<>();
    private final TreeSet<NodeId> rulesAnyway = new TreeSet<>();
    private final TreeSet<NodeId> kernelAnyway = new TreeSet<>();
    private final List<InjectorStep> givenUp = new ArrayList<>();
    private final TreeSet<NodeId> newSettings = new TreeSet<>();

    /** @param picture already with the nodes that the state holds killed or paused */
    Transitions(FaultState before, ClusterPicture picture) {
        this.before = before;
        this.picture = picture;
        active = new ArrayList<>(before.active());
        changed = new TreeMap<>(before.changed());
        aligned = before.alignedNanos();
        killed = new TreeSet<>(before.killed());
        paused = new TreeSet<>(before.paused());
        owed = new TreeSet<>(before.owed());
    }

    Transition apply(ResolvedFault line, long nowNanos) {
        long number = before.nextNumber();
        facts.add(new FaultBegan(number, line.text(), line.kind().word(), line.nodes(), line.links(), line.sentence()));
        switch (line.word().kind()) {
            case FAULT -> begin(line, number, nowNanos);
            case UNDO -> undo(line);
            case ACTION -> act(line);
            case SETTING -> set(line);
        }
        return done(number + 1, line.nodes().isEmpty() ? before.same() : line.nodes());
    }

    /** Ends what has run out by this time. */
    Transition expire(long nowNanos) {
        for (ActiveFault fault : before.active()) {
            if (fault.untilNanos().isPresent() && nowNanos - fault.untilNanos().getAsLong() >= 0) {
                release(fault, fault.nodes(), fault.links());
            }
        }
        return done(before.nextNumber(), before.same());
    }

    private Transition done(long nextNumber, List<NodeId> same) {
        FaultState after =
                new FaultState(nextNumber, before.base(), changed, aligned, killed, paused, owed, same, active);
        List<InjectorStep> steps = new ArrayList<>(onProcesses);
        for (NodeId node : picture.members()) {
            if (kernelAnyway.contains(node) || !after.kernelFor(node).equals(before.kernelFor(node))) {
                steps.add(new InjectorStep.Kernel(node));
            }
        }
        for (NodeId node : picture.members()) {
            if (rulesAnyway.contains(node) || hasOtherRules(node, after)) {
                steps.add(new InjectorStep.Rules(node));
            }
        }
        newSettings.forEach(node -> steps.add(new InjectorStep.Configure(node)));
        steps.addAll(onNodes);
        steps.addAll(givenUp);
        return new Transition(after, facts, steps);
    }

    /** Rules follow from faults and settings alone; of what is the same before and after, no text is made to compare. */
    private boolean hasOtherRules(NodeId node, FaultState after) {
        if (!after.settingsOf(node).equals(before.settingsOf(node))) {
            return !after.rulesFor(node).equals(before.rulesFor(node));
        }
        List<ActiveFault> old = before.active();
        List<ActiveFault> now = after.active();
        int same = 0;
        while (same < Math.min(old.size(), now.size()) && now.get(same).equals(old.get(same))) {
            same++;
        }
        return !after.rulesFor(node, same).equals(before.rulesFor(node, same));
    }

    private void begin(ResolvedFault line, long number, long nowNanos) {
        FaultWord word = line.word();
        List<NodeId> nodes = FaultState.holdsLinks(word) ? List.of() : line.nodes();
        releaseAll(FaultState.replacedBy(word), nodes, line.links());
        if (FaultState.isZero(line.fault())) {
            return;
        }
        Optional<Span> during = line.fault() instanceof Fault.Flap flap ? flap.during() : Optional.empty();
        OptionalLong until =
                during.map(span -> OptionalLong.of(nowNanos + span.nanos(0))).orElse(OptionalLong.empty());
        active.add(new ActiveFault(number, Optional.empty(), line.fault(), nodes, line.links(), nowNanos, until));
        switch (word) {
            case KILL -> nodes.forEach(this::kill);
            case PAUSE ->
                nodes.forEach(node -> {
                    paused.add(node);
                    onProcesses.add(new InjectorStep.Pause(node));
                });
            case CRASH -> nodes.forEach(node -> onNodes.add(new InjectorStep.Crash(node, point(line.fault()))));
            default -> {}
        }
    }

    private static Optional<CrashPoint> point(Fault fault) {
        return Optional.of(((Fault.Crash) fault).point());
    }

    private void kill(NodeId node) {
        killed.add(node);
        paused.remove(node);
        onProcesses.add(new InjectorStep.Kill(node));
    }

    private void undo(ResolvedFault line) {
        switch (line.word()) {
            case RESTART -> restart(line.nodes());
            case RESUME -> resume(line.nodes());
            case JOIN -> releaseAll(FaultState.CUTTING, List.of(), line.links());
            case FREE_DISK ->
                releaseAll(EnumSet.of(FaultWord.STALL_DISK, FaultWord.FAIL_DISK), line.nodes(), List.of());
            case OPEN -> releaseAll(EnumSet.of(FaultWord.BLACKHOLE), List.of(), line.links());
            case PASS_PACKETS -> {
                releaseAll(FaultWord.ON_PACKETS, List.of(), line.links());
                line.links().forEach(link -> kernelAnyway.add(link.to()));
            }
            case FREE_RATE -> freeHosts(FaultWord.LIMIT_RATE, line.nodes());
            case FREE_CPU -> freeHosts(FaultWord.LIMIT_CPU, line.nodes());
            case PLUG -> freeHosts(FaultWord.UNPLUG, line.nodes());
            case END -> {
                long number = ((Fault.End) line.fault()).number().orElseThrow();
                before.active().stream()
                        .filter(fault -> fault.number() == number)
                        .forEach(this::endWhole);
            }
            default -> heal();
        }
    }

    /** Also where no such fault is known: whatever an earlier line failed to undo ends here. */
    private void freeHosts(FaultWord word, Collection<NodeId> nodes) {
        releaseAll(EnumSet.of(word), nodes, List.of());
        kernelAnyway.addAll(nodes);
    }

    private void restart(Collection<NodeId> nodes) {
        releaseAll(EnumSet.of(FaultWord.KILL, FaultWord.CRASH), nodes, List.of());
        for (NodeId node : nodes) {
            killed.remove(node);
            owed.remove(node);
            onProcesses.add(new InjectorStep.Restart(node));
        }
    }

    private void resume(Collection<NodeId> nodes) {
        releaseAll(EnumSet.of(FaultWord.PAUSE), nodes, List.of());
        for (NodeId node : nodes) {
            paused.remove(node);
            onProcesses.add(new InjectorStep.Resume(node));
            rulesAnyway.add(node);
            if (owed.remove(node)) {
                newSettings.add(node);
                onNodes.add(new InjectorStep.Send(node, timers()));
            }
        }
    }

    private Command timers() {
        return aligned.isPresent() ? new Command.AlignTimer(aligned.getAsLong()) : new Command.SpreadTimer();
    }

    private void endWhole(ActiveFault fault) {
        switch (fault.word()) {
            case KILL -> restart(fault.nodes());
            case PAUSE -> resume(fault.nodes());
            case CRASH -> crashNoMore(fault);
            default -> release(fault, fault.nodes(), fault.links());
        }
    }

    /** Those that have ended are started again, the others spared. */
    private void crashNoMore(ActiveFault fault) {
        restart(fault.nodes().stream().filter(picture.dead()::contains).toList());
        for (NodeId node : fault.nodes()) {
            if (!picture.dead().contains(node)) {
                onNodes.add(new InjectorStep.Crash(node, Optional.empty()));
            }
        }
        releaseAll(EnumSet.of(FaultWord.CRASH), fault.nodes(), List.of());
    }

    private void heal() {
        restart(picture.dead());
        resume(picture.paused());
        List.copyOf(active).forEach(this::endWhole);
        // To every node, and not only where a rule is known to be: whatever went astray before ends here.
        rulesAnyway.addAll(picture.members());
        kernelAnyway.addAll(picture.members());
    }

    private void act(ResolvedFault line) {
        switch (line.word()) {
            case CAMPAIGN ->
                line.nodes().forEach(node -> onNodes.add(new InjectorStep.Send(node, new Command.CampaignNow())));
            case COLLECT -> line.nodes().forEach(node -> onNodes.add(new InjectorStep.Collect(node)));
            case TRANSFER -> {
                Command transfer = new Command.TransferTo(line.nodes().get(0));
                line.affected().forEach(leader -> onNodes.add(new InjectorStep.Send(leader, transfer)));
            }
            case RESET -> line.links().forEach(link -> onNodes.add(new InjectorStep.Reset(link)));
            default -> wipe(line.nodes());
        }
    }

    private void wipe(List<NodeId> nodes) {
        releaseAll(EnumSet.of(FaultWord.PAUSE, FaultWord.CRASH), nodes, List.of());
        for (NodeId node : nodes) {
            killed.add(node);
            paused.remove(node);
            onProcesses.add(new InjectorStep.Wipe(node));
        }
    }

    private void set(ResolvedFault line) {
        if (line.fault() instanceof Fault.Setting set) {
            for (NodeId node : line.affected()) {
                Settings settings = before.settingsOf(node, set);
                if (settings.equals(before.base())) {
                    changed.remove(node);
                } else {
                    changed.put(node, settings);
                }
                newSettings.add(node);
                oweIfFrozen(node);
            }
            if (set.word() != FaultWord.SET_DEFAULTS || set.on().isPresent() || aligned.isEmpty()) {
                return;
            }
        }
        aligned = line.drawnNanos();
        for (NodeId node : line.affected()) {
            onNodes.add(new InjectorStep.Send(node, timers()));
            oweIfFrozen(node);
        }
    }

    private void oweIfFrozen(NodeId node) {
        if (picture.paused().contains(node)) {
            owed.add(node);
        }
    }

    private void releaseAll(Set<FaultWord> words, Collection<NodeId> nodes, Collection<Link> links) {
        for (ActiveFault fault : List.copyOf(active)) {
            if (words.contains(fault.word())) {
                release(fault, nodes, links);
            }
        }
    }

    /** Takes these nodes and links out of a fault; it ends when none is left to it. */
    private void release(ActiveFault fault, Collection<NodeId> nodes, Collection<Link> links) {
        List<NodeId> nodesLeft = new ArrayList<>(fault.nodes());
        List<Link> linksLeft = new ArrayList<>(fault.links());
        boolean fewerNodes = nodesLeft.removeAll(nodes);
        boolean fewerLinks = linksLeft.removeAll(links);
        int at = active.indexOf(fault);
        if (at < 0 || !fewerNodes && !fewerLinks) {
            return;
        }
        giveUp(fault, nodes, links);
        ActiveFault left = fault.holding(nodesLeft, linksLeft);
        if (left.isOver()) {
            active.remove(at);
            facts.add(new FaultEnded(fault.number(), fault.text()));
        } else {
            active.set(at, left);
            String what = "of it remains: " + remains(left);
            facts.add(new FaultBegan(
                    fault.number(), fault.text(), fault.word().kind().word(), nodesLeft, linksLeft, what));
        }
    }

    /**
     * What the kernel kept from arriving, TCP sends once more when the way is free, and meanwhile waits longer and
     * longer: the connection is given up, so that the next message goes out on a new one at once.
     */
    private void giveUp(ActiveFault fault, Collection<NodeId> nodes, Collection<Link> links) {
        for (Link link : fault.links()) {
            if (FaultWord.ON_PACKETS.contains(fault.word()) && links.contains(link)) {
                givenUp.add(new InjectorStep.GiveUp(link));
            }
        }
        for (NodeId node : fault.nodes()) {
            if (fault.word() == FaultWord.UNPLUG && nodes.contains(node)) {
                picture.members().stream()
                        .filter(peer -> !peer.equals(node))
                        .map(peer -> new Link(node, peer))
                        .forEach(link -> {
                            givenUp.add(new InjectorStep.GiveUp(link));
                            givenUp.add(new InjectorStep.GiveUp(link.reversed()));
                        });
            }
        }
    }

    private static String remains(ActiveFault left) {
        List<String> parts = new ArrayList<>();
        left.nodes().forEach(node -> parts.add(node.name()));
        left.links().forEach(link -> parts.add(link.toString()));
        return String.join(", ", parts);
    }
}
