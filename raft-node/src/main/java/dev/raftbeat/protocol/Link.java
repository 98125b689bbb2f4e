package dev.raftbeat.protocol;

/** A directed link: what {@code from} sends to {@code to}. The way back is another link. */
public record Link(NodeId from, NodeId to) implements Comparable<Link> {
    /**
     * Reads the text form {@code n1 -> n3}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static Link parse(String text) {
        String[] ends = text.split(" -> ", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("a link reads FROM -> TO");
        }
        return new Link(new NodeId(ends[0]), new NodeId(ends[1]));
    }

    public Link reversed() {
        return new Link(to, from);
    }

    public boolean touches(NodeId node) {
        return from.equals(node) || to.equals(node);
    }

    @Override
    public int compareTo(Link other) {
        int byFrom = from.compareTo(other.from);
        return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Link && ((Link) other).from.equals(from) && ((Link) other).to.equals(to);
    }

    @Override
    public int hashCode() {
        return 31 * from.hashCode() + to.hashCode();
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
