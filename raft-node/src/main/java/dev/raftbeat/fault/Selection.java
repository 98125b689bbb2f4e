package dev.raftbeat.fault;

import dev.raftbeat.fault.NodeSelector.Pick;
import dev.raftbeat.fault.NodeSelector.Term;
import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the nodes that the selectors of one line mean. Words lean on each other across the line ({@code one} is none
 * that is named, {@code rest} is what remains), so that all of its selectors are resolved together, in three rounds:
 * what stands for itself, what is chosen by the seed, what is left over.
 */
public final class Selection {
    private final SelectorContext picture;
    private final List<NodeId> same;
    private final List<NodeId> shuffled;
    private final TreeMap<Integer, List<NodeId>> found = new TreeMap<>();
    private final TreeSet<NodeId> named = new TreeSet<>();

    /** @param seed of all choices in this line; one number, however many there are */
    public Selection(SelectorContext picture, List<NodeId> same, long seed) {
        this.picture = picture;
        this.same = same;
        shuffled = new ArrayList<>(picture.members());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
    }

    /** @return for each selector its nodes, each once, in member order, at least one */
    public List<List<NodeId>> resolve(List<NodeSelector> selectors) throws FaultRefusedException {
        List<Term> terms = selectors.stream().flatMap(s -> s.terms().stream()).toList();
        for (int i = 0; i < terms.size(); i++) {
            standsForItself(i, terms.get(i));
        }
        for (int i = 0; i < terms.size(); i++) {
            chosen(i, terms.get(i));
        }
        List<NodeId> left = new ArrayList<>(picture.members());
        found.values().forEach(left::removeAll);
        boolean nothingElse = found.isEmpty();
        for (int i = 0; i < terms.size(); i++) {
            leftOver(i, terms.get(i), left, nothingElse);
        }
        List<List<NodeId>> resolved = new ArrayList<>();
        int at = 0;
        for (NodeSelector selector : selectors) {
            TreeSet<NodeId> nodes = new TreeSet<>();
            for (int i = 0; i < selector.terms().size(); i++) {
                nodes.addAll(found.get(at++));
            }
            resolved.add(picture.members().stream().filter(nodes::contains).toList());
        }
        return resolved;
    }

    private void standsForItself(int i, Term term) throws FaultRefusedException {
        if (term.name().isPresent()) {
            NodeId node = known(term.name().get());
            named.add(node);
            found.put(i, List.of(node));
            return;
        }
        switch (term.pick().orElseThrow()) {
            case LEADER -> name(i, after(leader(), term.plus()));
            case OLD_LEADER ->
                name(
                        i,
                        picture.oldLeader()
                                .orElseThrow(() -> new FaultRefusedException("there was no leader before this one")));
            case FOLLOWERS -> some(i, "nobody follows: all other nodes are down", followers());
            case MAJORITY -> found.put(i, shuffled.subList(0, quorum()));
            case MINORITY ->
                some(
                        i,
                        "a cluster of " + shuffled.size() + " has no minority",
                        shuffled.subList(quorum(), shuffled.size()));
            case DEAD -> some(i, "no node is down", List.copyOf(picture.dead()));
            case PAUSED -> some(i, "no node is paused", List.copyOf(picture.paused()));
            case SAME -> {
                some(i, "no line before this one meant any node", same);
                named.addAll(same);
            }
            case ALL -> found.put(i, picture.members());
            case FOLLOWER, ONE, OTHERS, REST -> {}
        }
    }

    private void chosen(int i, Term term) throws FaultRefusedException {
        if (term.pick().equals(Optional.of(Pick.ONE))) {
            name(i, choose("no node is left to choose: all are down, paused or named in the line", runs()));
        } else if (term.pick().equals(Optional.of(Pick.FOLLOWER))) {
            List<NodeId> candidates = new ArrayList<>(runs());
            candidates.remove(leader());
            name(i, choose("no follower is left to choose: all are down, paused or named in the line", candidates));
        }
    }

    private void leftOver(int i, Term term, List<NodeId> left, boolean nothingElse) throws FaultRefusedException {
        if (term.pick().equals(Optional.of(Pick.REST))) {
            if (nothingElse) {
                throw new FaultRefusedException("rest of what? The line names no other node");
            }
            some(i, "no node is left for rest", left);
        } else if (term.pick().equals(Optional.of(Pick.OTHERS))) {
            List<NodeId> others = new ArrayList<>(left);
            if (nothingElse) {
                others.remove(leader());
            }
            some(i, "no node is left for others", others);
        }
    }

    private void name(int i, NodeId node) {
        named.add(node);
        found.put(i, List.of(node));
    }

    private void some(int i, String ifNone, List<NodeId> nodes) throws FaultRefusedException {
        if (nodes.isEmpty()) {
            throw new FaultRefusedException(ifNone);
        }
        found.put(i, List.copyOf(nodes));
    }

    private NodeId choose(String ifNone, List<NodeId> candidates) throws FaultRefusedException {
        return shuffled.stream()
                .filter(node -> candidates.contains(node) && !named.contains(node))
                .findFirst()
                .orElseThrow(() -> new FaultRefusedException(ifNone));
    }

    private NodeId known(NodeId node) throws FaultRefusedException {
        if (picture.members().contains(node)) {
            return node;
        }
        List<String> words = Arrays.stream(Pick.values()).map(Pick::word).toList();
        throw new FaultRefusedException("there is no node " + node + " here; the members are "
                + NodeList.list(picture.members()) + SpellingSuggestion.hint(node.name(), words));
    }

    private NodeId leader() throws FaultRefusedException {
        return picture.leader()
                .orElseThrow(() -> new FaultRefusedException("no node leads now that a quorum would follow"));
    }

    private NodeId after(NodeId node, int plus) {
        List<NodeId> members = picture.members();
        return members.get((members.indexOf(node) + plus) % members.size());
    }

    private List<NodeId> followers() throws FaultRefusedException {
        NodeId leader = leader();
        return picture.members().stream()
                .filter(node -> !node.equals(leader) && !picture.dead().contains(node))
                .toList();
    }

    private List<NodeId> runs() {
        return picture.members().stream()
                .filter(node ->
                        !picture.dead().contains(node) && !picture.paused().contains(node))
                .toList();
    }

    private int quorum() {
        return Quorum.of(shuffled.size());
    }
}
