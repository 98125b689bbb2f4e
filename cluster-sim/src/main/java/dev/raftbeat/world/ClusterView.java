package dev.raftbeat.world;

import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Folds the stream of facts into what can be known of a cluster: a {@link History}, and beside it what is shown of nodes
 * and links. It is mutable, with an immutable {@link #snapshot()}: facts come by the hundred a second and pictures are
 * drawn ten times a second, so that the fold costs next to nothing a fact and the copy is paid a picture. Whoever wants to
 * go back in time keeps snapshots.
 *
 * <p>Facts of one node must come in order; across nodes any order will do. Facts of an earlier life that come late, and
 * facts heard before, change nothing. Not for use by two threads.
 */
public final class ClusterView {
    private final History history;
    private final SortedMap<NodeId, NodeFold> nodes = new TreeMap<>();
    private final SortedMap<Link, LinkFold> links = new TreeMap<>();
    private final Timeline timeline = new Timeline();
    private Optional<Leading> leader = Optional.empty();

    /** A view that learns its members from the first {@code Booted}. */
    public ClusterView() {
        this(List.of());
    }

    /** A view whose pictures show these members before they have told anything. */
    public ClusterView(List<NodeId> members) {
        history = new History(members);
        members.forEach(this::node);
    }

    /** Takes in one fact. */
    public void hear(StampedFact stamped) {
        boolean news = history.hear(stamped);
        if (news && stamped.node().equals(NodeId.WORLD)) {
            stamped.fact().accept(new WorldFold(this, stamped.tNanos()));
        } else if (news) {
            node(stamped.node()).hear(stamped);
            stamped.fact().accept(new PeerFold(this, stamped.node(), stamped.tNanos()));
        }
        // Whoever did not hear BecameFollower, because it came later, learns it from a heartbeat.
        if (Leadership.isTurn(stamped.fact()) || stamped.fact() instanceof HeartbeatHeard) {
            noteLeader(stamped.tNanos());
        }
    }

    /** The history of leaders and faults, for a strip on a screen. */
    public Timeline timeline() {
        return timeline;
    }

    /** What the facts mean; to be read only. */
    public History history() {
        return history;
    }

    /** The node that a quorum follows. */
    public Optional<Leading> leader() {
        return leader;
    }

    /** The picture as of now; later facts do not change it. */
    public ClusterSnapshot snapshot() {
        List<NodeId> members = history.members();
        long at = history.nowNanos();
        boolean heard = at != Long.MIN_VALUE;
        if (!heard && members.isEmpty()) {
            return ClusterSnapshot.EMPTY;
        }
        SortedMap<NodeId, NodeView> nodeViews = new TreeMap<>();
        nodes.forEach((id, fold) -> nodeViews.put(id, fold.view(history, history.place(id))));
        SortedMap<Link, LinkView> linkViews = new TreeMap<>();
        links.forEach((link, fold) -> linkViews.put(link, fold.view()));
        return new ClusterSnapshot(
                members,
                nodeViews,
                linkViews,
                history.faults(),
                leader,
                history.nameOf(history.oldLeader()),
                history.term(),
                heard && leader.isEmpty() ? OptionalLong.of(history.leaderSinceNanos()) : OptionalLong.empty(),
                history.leaderlessNanos(at),
                history.firstNanos(),
                heard ? at : 0);
    }

    NodeFold node(NodeId id) {
        return nodes.computeIfAbsent(id, NodeFold::new);
    }

    LinkFold link(NodeId from, NodeId to) {
        return links.computeIfAbsent(new Link(from, to), LinkFold::new);
    }

    void reborn(NodeId node, List<NodeId> members) {
        members.forEach(this::node);
        links.forEach((link, fold) -> {
            if (link.from().equals(node)) {
                fold.senderReborn();
            }
        });
    }

    void faultsChanged() {
        nodes.values().forEach(NodeFold::changed);
    }

    private void noteLeader(long tNanos) {
        int now = history.leader();
        boolean same = now == Leadership.NOBODY
                ? leader.isEmpty()
                : leader.isPresent()
                        && leader.get().term() == history.leaderTerm()
                        && leader.get().node().equals(history.name(now));
        if (!same) {
            leader = history.nameOf(now).map(node -> new Leading(node, history.leaderTerm()));
        }
        timeline.note(tNanos, leader.map(Leading::node), rivals(), history.term());
    }

    private List<NodeId> rivals() {
        long others = Leadership.rivals(history);
        // Nearly always there are none, and this is asked with every heartbeat.
        return others == 0
                ? List.of()
                : IntStream.range(0, history.size())
                        .filter(node -> (others >> node & 1) == 1)
                        .mapToObj(history::name)
                        .sorted()
                        .toList();
    }
}
