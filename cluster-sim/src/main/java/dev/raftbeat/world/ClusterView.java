package dev.raftbeat.world;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds the stream of facts into what can be known of a cluster. It is mutable, with an immutable {@link #snapshot()}:
 * facts come by the hundred a second and pictures are drawn ten times a second, so that the fold costs next to nothing
 * a fact and the copy is paid a picture. Whoever wants to go back in time keeps snapshots.
 *
 * <p>Facts of one node must come in order; across nodes any order will do. Facts of an earlier life that come late, and
 * facts heard before, change nothing. Not for use by two threads.
 */
public final class ClusterView {
    private final SortedMap<NodeId, NodeFold> nodes = new TreeMap<>();
    private final SortedMap<Link, LinkFold> links = new TreeMap<>();
    private final Map<Long, ActiveFault> faults = new TreeMap<>();
    private final Timeline timeline = new Timeline();
    private List<NodeId> members;
    private long firstNanos;
    private long atNanos = Long.MIN_VALUE;
    private Optional<Leading> leader = Optional.empty();
    private Optional<NodeId> lastLeader = Optional.empty();
    private Optional<NodeId> predecessor = Optional.empty();
    private long leaderSinceNanos;
    private long leaderlessNanos;

    /** A view that learns its members from the first {@code Booted}. */
    public ClusterView() {
        this(List.of());
    }

    /** A view whose pictures show these members before they have told anything. */
    public ClusterView(List<NodeId> members) {
        this.members = List.copyOf(members);
        members.forEach(this::node);
    }

    /** Takes in one fact. */
    public void hear(StampedFact stamped) {
        if (atNanos == Long.MIN_VALUE) {
            firstNanos = stamped.tNanos();
            leaderSinceNanos = firstNanos;
            atNanos = firstNanos;
        }
        atNanos = Math.max(atNanos, stamped.tNanos());
        if (stamped.node().equals(NodeId.WORLD)) {
            stamped.fact().accept(new WorldFold(this, stamped.tNanos()));
        } else if (stamped.node().isMember() && node(stamped.node()).hear(stamped)) {
            stamped.fact().accept(new PeerFold(this, stamped.node(), stamped.tNanos()));
        }
        if (mayChangeLeader(stamped.fact())) {
            noteLeader(stamped.tNanos());
        }
    }

    /** The history of leaders and faults, for a strip on a screen. */
    public Timeline timeline() {
        return timeline;
    }

    /** The node that a quorum follows: it leads a term, and a quorum, itself included, believes in it in that term. */
    public Optional<Leading> leader() {
        return leader;
    }

    /** The picture as of now; later facts do not change it. */
    public ClusterPicture snapshot() {
        if (atNanos == Long.MIN_VALUE) {
            return members.isEmpty() ? ClusterPicture.EMPTY : picture(0, OptionalLong.empty(), 0);
        }
        long running = leader.isEmpty() ? Math.max(0, atNanos - leaderSinceNanos) : 0;
        return picture(
                leaderlessNanos + running,
                leader.isEmpty() ? OptionalLong.of(leaderSinceNanos) : OptionalLong.empty(),
                atNanos);
    }

    private ClusterPicture picture(long leaderless, OptionalLong since, long at) {
        SortedMap<NodeId, NodeView> nodeViews = new TreeMap<>();
        nodes.forEach((id, fold) -> nodeViews.put(id, fold.view()));
        SortedMap<Link, LinkView> linkViews = new TreeMap<>();
        links.forEach((link, fold) -> linkViews.put(link, fold.view()));
        return new ClusterPicture(
                members,
                nodeViews,
                linkViews,
                new ArrayList<>(faults.values()),
                leader,
                leader.isEmpty() ? lastLeader : predecessor,
                term(),
                since,
                leaderless,
                firstNanos,
                at);
    }

    NodeFold node(NodeId id) {
        return nodes.computeIfAbsent(id, NodeFold::new);
    }

    LinkFold link(NodeId from, NodeId to) {
        return links.computeIfAbsent(new Link(from, to), LinkFold::new);
    }

    void reborn(NodeId node, List<NodeId> itsMembers) {
        SortedSet<NodeId> known = new TreeSet<>(members);
        known.addAll(itsMembers);
        members = List.copyOf(known);
        links.forEach((link, fold) -> {
            if (link.from().equals(node)) {
                fold.senderReborn();
            }
        });
    }

    void began(ActiveFault fault) {
        faults.put(fault.fault(), fault);
        notePauses();
    }

    void narrowed(FaultNarrowed fact) {
        faults.computeIfPresent(fact.fault(), (number, before) -> before.left(fact));
        notePauses();
    }

    void ended(long fault) {
        faults.remove(fault);
        notePauses();
    }

    private void notePauses() {
        nodes.forEach((id, fold) -> fold.paused(faults.values().stream()
                .anyMatch(fault ->
                        fault.does(FaultEffect.Kind.FREEZES) && fault.nodes().contains(id))));
    }

    private long term() {
        return nodes.values().stream().mapToLong(NodeFold::term).max().orElse(0);
    }

    /** Messages and timers never change who is followed, and they are nearly all facts. */
    private static boolean mayChangeLeader(Fact fact) {
        return !(fact instanceof MessageFact) && !(fact instanceof TimerFact);
    }

    private void noteLeader(long tNanos) {
        Optional<Leading> now = findLeader();
        if (!now.equals(leader)) {
            long at = Math.max(tNanos, leaderSinceNanos);
            if (leader.isEmpty()) {
                leaderlessNanos += at - leaderSinceNanos;
            }
            leader = now;
            leaderSinceNanos = at;
            noteSuccession();
        }
        timeline.note(tNanos, leader.map(Leading::node), term());
    }

    /** A leader that comes back in a later term has not become its own predecessor. */
    private void noteSuccession() {
        Optional<NodeId> now = leader.map(Leading::node);
        if (now.isPresent() && !now.equals(lastLeader)) {
            predecessor = lastLeader;
            lastLeader = now;
        }
    }

    private Optional<Leading> findLeader() {
        Optional<Leading> found = Optional.empty();
        for (Map.Entry<NodeId, NodeFold> entry : nodes.entrySet()) {
            NodeFold fold = entry.getValue();
            if (fold.leads() && followers(entry.getKey(), fold.term()) > members.size() / 2) {
                boolean later = found.isEmpty() || found.get().term() < fold.term();
                found = later ? Optional.of(new Leading(entry.getKey(), fold.term())) : found;
            }
        }
        return found;
    }

    private long followers(NodeId leading, long term) {
        return members.stream()
                .filter(member -> nodes.containsKey(member) && nodes.get(member).follows(leading, term))
                .count();
    }
}
