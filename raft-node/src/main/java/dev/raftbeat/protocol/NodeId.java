package dev.raftbeat.protocol;

import java.util.regex.Pattern;

/**
 * The name of a node within its cluster, such as {@code n1}.
 *
 * @param name a lower-case letter, then up to 31 lower-case letters, digits or hyphens: safe on a screen, in a file name
 *     and in the fault language
 */
public record NodeId(String name) implements Comparable<NodeId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** The name under which the world itself reports faults and processes; no node may bear it. */
    public static final NodeId WORLD = new NodeId("world");

    /** The name under which a store tells what became of the writes to it; no node may bear it. */
    public static final NodeId STORE = new NodeId("store");

    /** @throws IllegalArgumentException when the name is not of the form above */
    public NodeId {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("not a node name: \"" + name
                    + "\" (a lower-case letter, then up to 31 lower-case letters, digits or hyphens)");
        }
    }

    /** Whether a node of a cluster may bear it: the others are those of who tells of a cluster from outside. */
    public boolean isMember() {
        return !equals(WORLD) && !equals(STORE);
    }

    @Override
    public int compareTo(NodeId other) {
        // n2 before n10: shorter names first, so that numbered nodes stand in the order people count them.
        int byLength = Integer.compare(name.length(), other.name.length());
        return byLength != 0 ? byLength : name.compareTo(other.name);
    }

    // A record's own equals and hashCode go through method handles, which cost a node that is mostly asleep, and so
    // mostly interpreted, more than anything else that it does with a message. Peers are told apart many times a message;
    // strings keep their hash code, and two names of one cluster hardly ever share one.

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof NodeId id && id.name.hashCode() == name.hashCode() && id.name.equals(name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
