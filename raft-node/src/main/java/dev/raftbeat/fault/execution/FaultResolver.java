package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.HostLimit;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.PartitionShapes;
import dev.raftbeat.fault.Selection;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.SettingValue;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Turns a line into what it means on this cluster now, or refuses it in a sentence. Pure; the one seed of a line decides
 * whatever it leaves to chance.
 */
final class FaultResolver {
    /** A flap faster than this is below what any timer here can follow. */
    private static final long FLAP_NANOS_MIN = 1_000_000;

    private final SelectorContext picture;
    private final FaultState state;
    private final long seed;

    /** @param picture already with the nodes that the state holds killed or paused */
    FaultResolver(SelectorContext picture, FaultState state, long seed) {
        this.picture = picture;
        this.state = state;
        this.seed = seed;
    }

    ResolvedFault resolve(Fault fault, WorldKind world) throws FaultRefusedException {
        if (!fault.word().worlds().contains(world)) {
            throw new FaultRefusedException("\"" + fault.word().text() + "\" needs "
                    + fault.word().needs() + "; this is the world " + world.word());
        }
        if (fault instanceof Fault.OnNodes line) {
            return onNodes(line);
        } else if (fault instanceof Fault.Partition line) {
            return partition(line);
        } else if (fault instanceof Fault.Bare line) {
            return bare(line);
        } else if (fault instanceof Fault.End line) {
            return end(line);
        } else if (fault instanceof Fault.Setting line) {
            return setting(line);
        } else if (fault instanceof Fault.Skew line) {
            List<NodeId> nodes = select(line.nodes());
            return said(new Fault.Skew(NodeSelector.of(nodes), line.percent()), nodes, List.of());
        } else if (fault instanceof Fault.Crash line) {
            Predicate<NodeId> down = picture.dead()::contains;
            List<NodeId> nodes = those(select(line.nodes()), down.negate(), "down already");
            return said(new Fault.Crash(NodeSelector.of(nodes), line.point()), nodes, List.of());
        }
        if (fault instanceof Fault.OnHosts line) {
            List<NodeId> nodes = select(line.nodes());
            HostLimit dial = line.dial().resolved(state.electionNanosMax(picture.members()));
            return said(new Fault.OnHosts(line.word(), NodeSelector.of(nodes), dial), nodes, List.of());
        }
        return onLinks(fault);
    }

    private ResolvedFault onLinks(Fault fault) throws FaultRefusedException {
        long e = state.electionNanosMax(picture.members());
        if (fault instanceof Fault.OnLinks line) {
            Links links = links(line.links());
            return said(new Fault.OnLinks(line.word(), links.selector), links.nodes, links.links);
        } else if (fault instanceof Fault.Slow line) {
            Links links = links(line.links());
            Optional<TypedDuration> spread = line.spread().map(span -> span.resolved(e));
            return said(new Fault.Slow(links.selector, line.delay().resolved(e), spread), links.nodes, links.links);
        } else if (fault instanceof Fault.Chance line) {
            Links links = links(line.links());
            return said(new Fault.Chance(line.word(), line.percent(), links.selector), links.nodes, links.links);
        } else if (fault instanceof Fault.Flap line) {
            Links links = links(line.links());
            Optional<TypedDuration> during = line.during().map(span -> span.resolved(e));
            if (line.every().nanos(e) < FLAP_NANOS_MIN) {
                throw new FaultRefusedException("a link cannot flap faster than every 1ms");
            }
            return said(new Fault.Flap(links.selector, line.every().resolved(e), during), links.nodes, links.links);
        }
        throw new IllegalStateException("a shape of line that nobody resolves: " + fault);
    }

    private ResolvedFault onNodes(Fault.OnNodes line) throws FaultRefusedException {
        List<NodeId> meant = select(line.nodes());
        Predicate<NodeId> down = picture.dead()::contains;
        Predicate<NodeId> frozen = picture.paused()::contains;
        List<NodeId> nodes = switch (line.word()) {
            case KILL -> those(meant, down.negate(), "down already");
            case RESTART -> those(meant, down.or(heldBy(FaultWord.KILL)), "up already");
            case PAUSE -> those(meant, down.or(frozen).negate(), "down, or frozen already");
            case RESUME -> those(meant, frozen.or(heldBy(FaultWord.PAUSE)).and(down.negate()), "not frozen");
            case CAMPAIGN, COLLECT -> those(meant, down.or(frozen).negate(), "down, or frozen");
            case ISOLATE, STAR, BRIDGE, TRANSFER, WIPE -> meant;
            case STALL_DISK, FAIL_DISK, FREE_DISK, UNPLUG, PLUG, FREE_RATE, FREE_CPU -> meant;
            default -> throw line.word().unexpected();
        };
        Fault resolved = new Fault.OnNodes(line.word(), NodeSelector.of(nodes));
        List<NodeId> members = picture.members();
        return switch (line.word()) {
            case ISOLATE -> said(resolved, nodes, cutsSomething(PartitionShapes.isolate(members, nodes), line));
            case STAR -> said(resolved, nodes, cutsSomething(PartitionShapes.star(members, only(nodes, line)), line));
            case BRIDGE ->
                said(
                        resolved,
                        nodes,
                        cutsSomething(
                                PartitionShapes.partition(members, PartitionShapes.halves(members, only(nodes, line))),
                                line));
            case TRANSFER -> transfer(resolved, only(nodes, line));
            case KILL, RESTART, PAUSE, RESUME, WIPE, CAMPAIGN, COLLECT -> said(resolved, nodes, List.of());
            case STALL_DISK, FAIL_DISK, FREE_DISK, UNPLUG, PLUG, FREE_RATE, FREE_CPU ->
                said(resolved, nodes, List.of());
            default -> throw line.word().unexpected();
        };
    }

    /** Also one that could not be killed, or frozen, may be spared. */
    private Predicate<NodeId> heldBy(FaultWord word) {
        return node -> state.active().stream()
                .anyMatch(fault -> fault.word() == word && fault.nodes().contains(node));
    }

    private ResolvedFault transfer(Fault resolved, NodeId target) throws FaultRefusedException {
        NodeId leader = picture.leader()
                .orElseThrow(() -> new FaultRefusedException("no node leads now, so that nobody can hand over"));
        if (leader.equals(target)) {
            throw new FaultRefusedException(target + " leads already");
        }
        for (NodeId node : List.of(leader, target)) {
            those(
                    List.of(node),
                    n -> !picture.dead().contains(n) && !picture.paused().contains(n),
                    "down, or frozen");
        }
        ResolvedFault said = said(resolved, List.of(target), List.of());
        return new ResolvedFault(
                resolved, said.nodes(), List.of(), List.of(leader), said.drawnNanos(), said.sentence());
    }

    private ResolvedFault bare(Fault.Bare line) throws FaultRefusedException {
        List<NodeId> members = picture.members();
        return switch (line.word()) {
            case RING -> said(line, List.of(), cutsSomething(PartitionShapes.ring(members), line));
            case MAJORITIES_RING -> said(line, List.of(), cutsSomething(PartitionShapes.majoritiesRing(members), line));
            case CHAIN -> said(line, List.of(), cutsSomething(PartitionShapes.chain(members), line));
            case ALIGN_TIMERS -> {
                Settings settings = state.settingsOf(members.get(0));
                long width = settings.electionNanosMax() - settings.electionNanosMin();
                // Not the generator that shuffles nodes: what is chosen there must not depend on what is drawn here.
                long drawn = settings.electionNanosMin() + new SplittableRandom(~seed).nextLong(Math.max(1, width));
                yield said(new ResolvedFault(line, List.of(), List.of(), members, OptionalLong.of(drawn), ""));
            }
            case SPREAD_TIMERS ->
                said(new ResolvedFault(line, List.of(), List.of(), members, OptionalLong.empty(), ""));
            case HEAL -> said(line, List.of(), List.of());
            default -> throw line.word().unexpected();
        };
    }

    private ResolvedFault partition(Fault.Partition line) throws FaultRefusedException {
        List<NodeSelector> groups = new ArrayList<>(line.groups());
        if (groups.isEmpty()) {
            groups.add(word(NodeSelector.Pick.MAJORITY));
        }
        if (groups.size() == 1) {
            groups.add(word(NodeSelector.Pick.REST));
        }
        List<List<NodeId>> resolved = new Selection(picture, state.same(), seed).resolve(groups);
        TreeSet<NodeId> seen = new TreeSet<>();
        for (List<NodeId> group : resolved) {
            for (NodeId node : group) {
                if (!seen.add(node)) {
                    throw new FaultRefusedException(node + " cannot stand in two groups");
                }
            }
        }
        Fault named =
                new Fault.Partition(resolved.stream().map(NodeSelector::of).toList());
        List<NodeId> nodes = picture.members().stream().filter(seen::contains).toList();
        return said(named, nodes, PartitionShapes.partition(picture.members(), resolved));
    }

    private ResolvedFault end(Fault.End line) throws FaultRefusedException {
        List<ActiveFault> active = state.active();
        if (active.isEmpty()) {
            throw new FaultRefusedException("no fault goes on that could be ended");
        }
        // One that is ending already is asked for by its number, or by heal.
        List<ActiveFault> staying =
                active.stream().filter(fault -> !fault.isEnding()).toList();
        List<ActiveFault> last = staying.isEmpty() ? active : staying;
        long number = line.number().orElse(last.get(last.size() - 1).number());
        ActiveFault fault = active.stream()
                .filter(candidate -> candidate.number() == number)
                .findFirst()
                .orElseThrow(() -> new FaultRefusedException(
                        "no fault " + number + " goes on; those that do are " + FaultSentences.numbered(active)));
        return said(new Fault.End(OptionalLong.of(number)), fault.nodes(), fault.links());
    }

    private ResolvedFault setting(Fault.Setting line) throws FaultRefusedException {
        List<NodeId> nodes = line.on().isPresent() ? select(line.on().get()) : List.of();
        List<NodeId> affected = nodes.isEmpty() ? picture.members() : nodes;
        SettingValue value = line.value() instanceof SettingValue.Time time
                ? new SettingValue.Time(time.span().resolved(state.electionNanosMax(picture.members())))
                : line.value();
        Optional<NodeSelector> on = line.on().map(selector -> NodeSelector.of(nodes));
        Fault.Setting resolved = new Fault.Setting(line.word(), value, on);
        for (NodeId node : affected) {
            try {
                state.settingsOf(node, resolved);
            } catch (IllegalArgumentException e) {
                throw new FaultRefusedException(node + " cannot have that: " + e.getMessage());
            }
        }
        return said(new ResolvedFault(resolved, nodes, List.of(), affected, OptionalLong.empty(), ""));
    }

    /** Links as a line means them, with a selector that names no node without a link. */
    private record Links(LinkSelector selector, List<NodeId> nodes, List<Link> links) {}

    private Links links(LinkSelector selector) throws FaultRefusedException {
        List<List<NodeId>> ends =
                new Selection(picture, state.same(), seed).resolve(List.of(selector.from(), selector.to()));
        TreeSet<Link> links = new TreeSet<>();
        TreeSet<NodeId> from = new TreeSet<>();
        TreeSet<NodeId> to = new TreeSet<>();
        for (NodeId sender : ends.get(0)) {
            for (NodeId receiver : ends.get(1)) {
                if (!sender.equals(receiver)) {
                    links.add(new Link(sender, receiver));
                    from.add(sender);
                    to.add(receiver);
                    if (selector.both()) {
                        links.add(new Link(receiver, sender));
                    }
                }
            }
        }
        if (links.isEmpty()) {
            throw new FaultRefusedException("\"" + selector + "\" comes to " + NodeList.group(ends.get(0)) + " -> "
                    + NodeList.group(ends.get(1)) + ", and no node has a link to itself");
        }
        List<NodeId> members = picture.members();
        LinkSelector named =
                new LinkSelector(NodeSelector.of(inOrder(from)), NodeSelector.of(inOrder(to)), selector.both());
        from.addAll(to);
        Comparator<Link> order = Comparator.comparingInt((Link link) -> members.indexOf(link.from()))
                .thenComparingInt(link -> members.indexOf(link.to()));
        return new Links(named, inOrder(from), links.stream().sorted(order).toList());
    }

    private List<NodeId> inOrder(TreeSet<NodeId> nodes) {
        return picture.members().stream().filter(nodes::contains).toList();
    }

    private List<NodeId> select(NodeSelector selector) throws FaultRefusedException {
        return new Selection(picture, state.same(), seed)
                .resolve(List.of(selector))
                .get(0);
    }

    private static NodeSelector word(NodeSelector.Pick pick) {
        return new NodeSelector(List.of(NodeSelector.Term.picked(pick, 0)));
    }

    private static List<NodeId> those(List<NodeId> meant, Predicate<NodeId> fit, String otherwise)
            throws FaultRefusedException {
        List<NodeId> fitting = meant.stream().filter(fit).toList();
        if (fitting.isEmpty()) {
            throw new FaultRefusedException(
                    NodeList.list(meant) + " " + NodeList.few(meant, "is", "are") + " " + otherwise);
        }
        return fitting;
    }

    private static NodeId only(List<NodeId> nodes, Fault line) throws FaultRefusedException {
        if (nodes.size() != 1) {
            throw new FaultRefusedException("\"" + line.word().text() + "\" takes one node, and that is "
                    + NodeList.list(nodes) + ": " + nodes.size());
        }
        return nodes.get(0);
    }

    private List<Link> cutsSomething(List<Link> links, Fault line) throws FaultRefusedException {
        if (links.isEmpty()) {
            throw new FaultRefusedException("\"" + line.word().text() + "\" has nothing to cut in a cluster of "
                    + picture.members().size());
        }
        return links;
    }

    private ResolvedFault said(Fault fault, List<NodeId> nodes, List<Link> links) {
        return said(new ResolvedFault(fault, nodes, links, nodes, OptionalLong.empty(), ""));
    }

    private ResolvedFault said(ResolvedFault resolved) {
        return resolved.saying(resolved.fault().accept(new FaultSentences(resolved, picture, state)));
    }
}
