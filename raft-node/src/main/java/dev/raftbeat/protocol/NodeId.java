package dev.raftbeat.protocol;

import java.util.regex.Pattern;

/** The name of a node within its cluster, such as {@code n1}: no record, so that it can keep its hash code. */
public final class NodeId implements Comparable<NodeId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** The name under which the world itself reports faults and processes; no node may bear it. */
    public static final NodeId WORLD = new NodeId("world");

    /** The name under which a store tells what became of the writes to it; no node may bear it. */
    public static final NodeId STORE = new NodeId("store");

    private final String name;
    private final int hash;

    /**
     * @param name a lower-case letter, then up to 31 lower-case letters, digits or hyphens: safe on a screen, in a file
     *     name and in the fault language
     * @throws IllegalArgumentException when the name is not of that form
     */
    public NodeId(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("not a node name: \"" + name
                    + "\" (a lower-case letter, then up to 31 lower-case letters, digits or hyphens)");
        }
        this.name = name;
        hash = name.hashCode();
    }

    public String name() {
        return name;
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

    /** Peers are told apart many times a message: mostly by what this object itself holds. */
    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof NodeId id && id.hash == hash && id.name.equals(name));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return name;
    }
}
