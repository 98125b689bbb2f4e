package dev.raftbeat.tla;

import dev.raftbeat.protocol.FactId;

/**
 * One fact, as far as the model of elections speaks of it.
 *
 * @param kind the name of the fact, or {@code Unfinished} for an input whose save was never told to be done, or
 *     {@code Wiped} for a disk that was emptied
 * @param peer the other node that it speaks of; {@code none} when it speaks of nobody
 * @param detail the kind of a message, or a setting; empty for others
 * @param id the fact itself
 */
public record ModelFact(String kind, String node, String peer, long term, String detail, FactId id) {
    static final String NOBODY = "none";

    /** As a tuple of TLA+. */
    String tuple() {
        return "<<\"" + kind + "\", \"" + node + "\", \"" + peer + "\", " + term + ", \"" + detail + "\">>";
    }

    /** The same delivery, of a question, or an answer to one, whose asker has asked again since; other facts as they are. */
    ModelFact late() {
        return kind.equals("MessageDelivered") ? new ModelFact("LateDelivered", node, peer, term, detail, id) : this;
    }

    boolean isOfHeartbeats() {
        return kind.equals("HeartbeatHeard") || detail.startsWith("AppendEntries");
    }

    /** Without its place. */
    ModelFact anywhere() {
        return new ModelFact(kind, node, peer, term, detail, new FactId(id.node(), 1, 1));
    }
}
