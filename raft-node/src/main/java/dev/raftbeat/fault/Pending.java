package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was asked because of a fault and is not yet obeyed, as far as anybody knows. It is asked again until it is.
 *
 * @param begin the nodes that have not said that they obey the fault
 * @param endNodes the nodes that the fault is to let go of, and holds until they have said so
 * @param endLinks the links that the fault is to let go of, and holds until their receivers have said so
 */
public record Pending(Set<NodeId> begin, Set<NodeId> endNodes, Set<Link> endLinks) {
    /** All of it is obeyed. */
    public static final Pending NOTHING = new Pending(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

    public Pending {
        begin = Collections.unmodifiableSortedSet(new TreeSet<>(begin));
        endNodes = Collections.unmodifiableSortedSet(new TreeSet<>(endNodes));
        endLinks = Collections.unmodifiableSortedSet(new TreeSet<>(endLinks));
    }

    /** The nodes that have to say so: of a link its receiver. */
    public SortedSet<NodeId> nodes() {
        TreeSet<NodeId> all = new TreeSet<>(begin);
        all.addAll(endNodes);
        endLinks.forEach(link -> all.add(link.to()));
        return all;
    }
}
