package dev.raftbeat.node;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Remembers by which fact each connection that is down was told of: the cause of suspecting that peer, and no other. */
final class LinkDowns {
    private final Map<NodeId, FactId> downs = new TreeMap<>();

    void told(LinkFact fact, FactId id) {
        if (fact instanceof LinkDown down) {
            downs.put(down.peer(), id);
        } else if (fact instanceof LinkUp up) {
            downs.remove(up.peer());
        }
    }

    /** Empty where this node's own connection to the peer stands, and only the peer's has ended: no fact tells of that. */
    Optional<FactId> of(NodeId peer) {
        return Optional.ofNullable(downs.get(peer));
    }
}
