package dev.raftbeat.protocol;

/**
 * Where a fact stands: unique over all nodes and all their lives. A message's id is the id of its {@code MessageSent}.
 *
 * @param node who told the fact
 * @param boot which life of that node, counted from 1
 * @param seq the place in that life, counted from 1, without gaps
 */
public record FactId(NodeId node, int boot, long seq) {
    /**
     * Reads the text form {@code n1:2:345}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static FactId parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a fact's id reads NODE:BOOT:SEQ, not \"" + text + "\"");
        }
        FactId id = new FactId(new NodeId(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        if (id.boot < 0 || id.seq < 0) {
            throw new IllegalArgumentException("lives and places in them are counted from 1, not as in " + text);
        }
        return id;
    }

    @Override
    public String toString() {
        return node + ":" + boot + ":" + seq;
    }
}
