package dev.raftbeat.drive;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node remembers of its peers' lives and terms while its process runs. A peer that comes back with less has lost
 * saves: an older copy of its ballot was put back, or its disk lied. It may have voted in any term up to now and not know
 * it, so that its votes in those terms are refused; in later terms they count again.
 *
 * <p>It judges a connection by what was sent on earlier ones: a process sends on a new connection only what is newer
 * than all that it sent before, and a later life begins with a ballot no older than all that earlier lives let be seen.
 * Within a connection messages may overtake each other, and nothing is concluded from that. So no honest peer is doubted.
 */
public final class PeerMemory {
    private static final long NO_TERM = -1;

    private final boolean judges;
    private final Map<NodeId, Peer> peers = new TreeMap<>();

    private PeerMemory(boolean judges) {
        this.judges = judges;
    }

    public static PeerMemory judging() {
        return new PeerMemory(true);
    }

    /** For nodes that are wrong on purpose: what their rules lead to is to be seen. */
    public static PeerMemory trusting() {
        return new PeerMemory(false);
    }

    private static final class Peer {
        private long connection = -1;
        private int boot;
        private long seq;
        private long term = NO_TERM;
        /** The last life, and the highest term, of earlier connections. */
        private int bootBefore;

        private long termBefore = NO_TERM;
        /** The last term in which its votes do not count. */
        private long doubtedTerm = NO_TERM;
    }

    /**
     * Takes in a message as it comes from the network. Answers what is to be told when it shows that its sender has lost
     * saves, once a connection.
     *
     * @param connection counts the connections of its sender, later ones higher
     * @param id the message's id
     * @param ownTerm that of the node that remembers
     */
    Optional<BallotDoubted> hear(NodeId self, NodeId from, long connection, FactId id, Message message, long ownTerm) {
        Peer peer = judges ? peers.computeIfAbsent(from, ignored -> new Peer()) : null;
        if (peer == null || connection < peer.connection) {
            return Optional.empty();
        }
        boolean older = false;
        if (connection > peer.connection) {
            peer.connection = connection;
            peer.bootBefore = peer.boot;
            peer.termBefore = peer.term;
            older = id.boot() < peer.boot || id.boot() == peer.boot && id.seq() <= peer.seq;
        }
        long kept = message.keptTerm();
        older |= kept != NO_TERM && kept < peer.termBefore;
        Optional<BallotDoubted> doubt = Optional.empty();
        if (older) {
            long known = Math.max(0, peer.termBefore);
            peer.doubtedTerm = Math.max(peer.doubtedTerm, Math.max(known, ownTerm));
            doubt = Optional.of(new BallotDoubted(from, self, peer.bootBefore, known, peer.doubtedTerm));
            peer.boot = 0;
            peer.term = NO_TERM;
            peer.termBefore = NO_TERM;
        }
        if (id.boot() > peer.boot) {
            peer.boot = id.boot();
            peer.seq = 0;
        }
        peer.seq = Math.max(peer.seq, id.seq());
        peer.term = Math.max(peer.term, kept);
        return doubt;
    }

    /** Whether this message is a vote, or asks for one, in a term in which its sender may have voted and forgotten it. */
    boolean refuses(NodeId from, Message message) {
        if (!message.isVote()) {
            return false;
        }
        Peer peer = peers.get(from);
        return peer != null && message.term() <= peer.doubtedTerm;
    }
}
