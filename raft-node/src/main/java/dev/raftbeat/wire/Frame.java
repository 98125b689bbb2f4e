package dev.raftbeat.wire;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.util.Optional;

/** One frame of a connection between two nodes. All but {@link Raft} are the transport's own and no protocol sees them. */
public sealed interface Frame {
    <R> R accept(Visitor<R> visitor);

    /**
     * The first frame of a connection: who opened it, and whom it takes the other side to be. It is said once, and holds
     * for all that follows.
     *
     * @param boot which life of the sender, from 1
     * @param seal of a sender that proves who it is
     */
    record Hello(String cluster, NodeId from, NodeId to, int boot, Optional<Seal> seal) implements Frame {
        /** Of a sender that has no key. */
        public Hello(String cluster, NodeId from, NodeId to, int boot) {
            this(cluster, from, to, boot, Optional.empty());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hello(this);
        }
    }

    /**
     * Shows that who says a hello holds the cluster's key.
     *
     * @param nonce {@value Seal#NONCE_DIGITS} hexadecimal digits that nobody has used before
     * @param proof {@value Seal#PROOF_DIGITS} hexadecimal digits
     */
    record Seal(String nonce, String proof) {
        /** 128 random bits. */
        public static final int NONCE_DIGITS = 32;

        /** The 256 bits of HMAC-SHA-256. */
        public static final int PROOF_DIGITS = 64;
    }

    /**
     * "Prove it anew": the answer to a hello with a seal, which may be a captured one.
     *
     * @param boot which life of the node that asks, from 1
     * @param nonce as in {@link Seal}
     */
    record Challenge(int boot, String nonce) implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.challenge(this);
        }
    }

    /** The answer to a challenge. @param proof as in {@link Seal}, of both nonces */
    record Proof(String proof) implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.proof(this);
        }
    }

    /**
     * The answer to a hello, or to a proof, on the same connection.
     *
     * @param boot which life of the node that answers, from 1
     * @param proof as in {@link Seal}, that it holds the key as well; empty where nobody has one
     */
    record Welcome(int boot, Optional<String> proof) implements Frame {
        /** Of a node that has no key. */
        public Welcome(int boot) {
            this(boot, Optional.empty());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.welcome(this);
        }
    }

    /** "Are you there?", from the side that opened the connection. */
    record Ping() implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ping(this);
        }
    }

    /** The answer to a ping, on the same connection. */
    record Pong() implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pong(this);
        }
    }

    /** "I close this connection for reasons of my own": its end is no sign that a process died. */
    record Bye() implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.bye(this);
        }
    }

    /**
     * "I remember a later ballot of yours": the answer to a message, on the same connection.
     *
     * @param boot the life that is remembered
     * @param term the term that is remembered
     * @param doubtedTerm the last term in which votes are refused because of it
     */
    record Doubt(int boot, long term, long doubtedTerm) implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.doubt(this);
        }
    }

    /**
     * A message of the election protocol. Whose it is, and for whom, the connection's hello has said.
     *
     * @param seqStep how much higher its place in the sender's life is than that of the connection's message before it, or
     *     than 0; at least 1
     * @param lamportStep the same for Lamport's clock at its sending; at least 0
     */
    record Raft(long seqStep, long lamportStep, RaftMessage message) implements Frame {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.raft(this);
        }
    }

    /** One method a frame: a new kind breaks the build wherever all must be known. */
    interface Visitor<R> {
        R hello(Hello frame);

        R challenge(Challenge frame);

        R proof(Proof frame);

        R welcome(Welcome frame);

        R ping(Ping frame);

        R pong(Pong frame);

        R bye(Bye frame);

        R doubt(Doubt frame);

        R raft(Raft frame);
    }
}
