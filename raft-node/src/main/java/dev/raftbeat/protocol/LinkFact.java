package dev.raftbeat.protocol;

/** Facts about connections, and about what they let one suspect. */
public sealed interface LinkFact extends Fact
        permits LinkFact.LinkUp,
                LinkFact.LinkDown,
                LinkFact.FrameRefused,
                LinkFact.PeerSuspected,
                LinkFact.PeerProvenDead,
                LinkFact.PeerTrusted,
                LinkFact.BallotDoubted {
    /** Why a frame had no effect. */
    enum RefusalReason {
        /** Larger than a frame may be. */
        TOO_LARGE,
        /** Not JSON, or not of the form that its kind demands. */
        MALFORMED,
        /** From another cluster. */
        FOREIGN_CLUSTER,
        /** Its sender is no member, or is not who the connection belongs to. */
        UNKNOWN_SENDER,
        /** Meant for another node. */
        WRONG_RECEIVER,
        /** Its sender has not proven who it is: without the cluster's key, with another one, or played again. */
        NOT_PROVEN,
        /** Its sender is this node itself. */
        FROM_MYSELF,
        /** A term outside 0 to 2^53-1, or further above the node's own than terms can have come about meanwhile. */
        TERM_OUT_OF_RANGE,
        /** A second leader in the term that this node leads: somewhere election safety is broken. */
        SECOND_LEADER,
        /** A message that only the believed leader of the current term may send. */
        NOT_FROM_LEADER,
        /** A leader's order to campaign that comes after it was good. */
        TRANSFER_OVER,
        /** A leader's order to campaign to a node of priority 0. */
        NEVER_CAMPAIGNS,
        /** More connections than there can be honest peers, or one that never said who it was. */
        TOO_MANY_CONNECTIONS,
        /** It came on a connection that had not introduced itself in time. */
        SILENT_STRANGER,
        /** More, or sooner, than the protocol of an honest peer can produce, or than the node's own disk can follow. */
        TOO_OFTEN
    }

    /** Why a peer is suspected. */
    enum SuspicionReason {
        /** Its connection ended by FIN or RST. */
        CONNECTION_LOST,
        /** It acknowledged none of the last three heartbeats. */
        HEARTBEATS_UNANSWERED
    }

    /** How it is known that a process of a peer is gone. */
    enum DeathProof {
        /** After its connection had ended, a new one was refused: nobody listens there. */
        REFUSED,
        /** A later life of the peer answered. */
        NEWER_BOOT
    }

    @Meaning("The node's own connection to this peer is up.")
    record LinkUp(NodeId peer) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.linkUp(this);
        }
    }

    /** @param reason what the node saw: refused, reset, closed, silent, or a name that did not resolve */
    @Meaning("The node's own connection to this peer is down; it keeps trying.")
    record LinkDown(NodeId peer, String reason) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.linkDown(this);
        }
    }

    /**
     * @param remote the address that it came from, or the peer's name
     * @param detail what was expected and what came, cut to a safe length
     */
    @Meaning("A frame or message was refused and changed nothing.")
    record FrameRefused(RefusalReason reason, String remote, String detail) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.frameRefused(this);
        }
    }

    @Meaning("The node has grounds to think this peer gone; no proof.")
    record PeerSuspected(NodeId peer, SuspicionReason reason) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.peerSuspected(this);
        }
    }

    /** @param life the one that is over */
    @Meaning("The node knows that this life of the peer is over.")
    record PeerProvenDead(NodeId peer, int life, DeathProof proof) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.peerProvenDead(this);
        }
    }

    /**
     * Told by both: by the one who remembers, and by the one who is told.
     *
     * @param whose ballot it is
     * @param by who remembers a later one
     * @param life that is remembered
     * @param term the term that is remembered
     * @param doubtedTerm the last term in which its votes are refused by that node
     */
    @Meaning(
            "A node came back with a ballot older than a peer remembers; that peer refuses its votes up to doubtedTerm.")
    record BallotDoubted(NodeId whose, NodeId by, int life, long term, long doubtedTerm) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.ballotDoubted(this);
        }
    }

    @Meaning("The node heard again from a peer that it had suspected.")
    record PeerTrusted(NodeId peer) implements LinkFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.peerTrusted(this);
        }
    }
}
