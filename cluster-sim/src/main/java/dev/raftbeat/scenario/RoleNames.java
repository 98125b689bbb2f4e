package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Says by roles what a line said by names, as things stood when it was carried out: who leads depends on the seed, what
 * was done to the leader is the story. Where nobody leads, names stay.
 */
final class RoleNames {
    private final ClusterSnapshot picture;
    private final List<NodeId> members;
    private final List<NodeId> same;
    private final Optional<NodeId> leader;

    /**
     * @param picture before the line
     * @param same the nodes of the line before
     */
    RoleNames(ClusterSnapshot picture, List<NodeId> members, List<NodeId> same) {
        this.picture = picture;
        this.members = members;
        this.same = same;
        leader = picture.leader().map(Leading::node);
    }

    private NodeSelector of(NodeSelector named, FaultWord word) {
        List<NodeId> nodes = named(named);
        if (nodes.isEmpty()) {
            return named;
        }
        boolean undoes = word.kind() == FaultWord.Kind.UNDO;
        if (undoes && word == ProcessWords.RESTART && nodes.equals(those(NodeView.Life.DEAD))) {
            return selector("dead");
        } else if (undoes && word == ProcessWords.RESUME && nodes.equals(those(NodeView.Life.PAUSED))) {
            return selector("paused");
        } else if (nodes.equals(members)) {
            return selector("all");
        } else if (undoes && nodes.equals(same)) {
            return selector("same");
        }
        return nodes.size() > 1 && nodes.equals(followers()) ? selector("followers") : each(nodes, undoes);
    }

    /** One role for each, or the names of all of them. */
    private NodeSelector each(List<NodeId> nodes, boolean undoes) {
        List<String> roles = new ArrayList<>();
        for (NodeId node : nodes) {
            if (undoes && picture.oldLeader().equals(Optional.of(node))) {
                roles.add("old-leader");
            } else if (leader.isPresent()) {
                int after = Math.floorMod(members.indexOf(node) - members.indexOf(leader.get()), members.size());
                roles.add(after == 0 ? "leader" : "leader+" + after);
            } else {
                return NodeSelector.of(nodes);
            }
        }
        return selector(String.join(",", roles));
    }

    private List<NodeId> followers() {
        return leader.isEmpty()
                ? List.of()
                : members.stream()
                        .filter(node -> !node.equals(leader.get()))
                        .filter(node -> life(node) != NodeView.Life.DEAD)
                        .toList();
    }

    private List<NodeId> those(NodeView.Life life) {
        return members.stream().filter(node -> life(node) == life).toList();
    }

    private NodeView.Life life(NodeId node) {
        return picture.node(node).map(NodeView::life).orElse(NodeView.Life.UP);
    }

    /** Nothing when there is a word among them. */
    private static List<NodeId> named(NodeSelector selector) {
        boolean words = selector.terms().stream().anyMatch(term -> term.name().isEmpty());
        return words
                ? List.of()
                : selector.terms().stream()
                        .map(term -> term.name().orElseThrow())
                        .toList();
    }

    private static NodeSelector selector(String text) {
        try {
            return NodeSelector.parse(text);
        } catch (FaultSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line that is about one node and everybody says so, instead of naming all the others. */
    private LinkSelector of(LinkSelector links, FaultWord word) {
        List<NodeId> from = named(links.from());
        List<NodeId> to = named(links.to());
        TreeSet<NodeId> both = new TreeSet<>(from);
        both.addAll(to);
        boolean everybody = both.size() == members.size();
        NodeSelector all = selector("all");
        if (everybody && to.size() == 1) {
            return new LinkSelector(all, of(links.to(), word), links.both());
        } else if (everybody && from.size() == 1) {
            return new LinkSelector(of(links.from(), word), all, links.both());
        }
        return new LinkSelector(of(links.from(), word), of(links.to(), word), links.both());
    }

    /** The line by roles. */
    Fault of(Fault line) {
        List<NodeSelector> groups = line.nodes();
        return groups.size() > 1
                ? line.withGroups(groups(groups, line.word()))
                : line.renamed(nodes -> of(nodes, line.word()), links -> of(links, line.word()));
    }

    /** The last group is the rest, where all nodes stand in one. */
    private List<NodeSelector> groups(List<NodeSelector> names, FaultWord word) {
        boolean everybody =
                names.stream().mapToInt(group -> named(group).size()).sum() == members.size();
        List<NodeSelector> groups = new ArrayList<>();
        for (NodeSelector group : names) {
            boolean rest = everybody && groups.size() == names.size() - 1;
            groups.add(rest ? selector("rest") : of(group, word));
        }
        return groups;
    }
}
