package dev.raftbeat.protocol;

import java.util.List;
import java.util.Optional;

/** Facts about who a node is, whom it believes to lead, and in which term. */
public sealed interface RoleFact extends Fact
        permits RoleFact.BecameFollower,
                RoleFact.BecamePreCandidate,
                RoleFact.BecameCandidate,
                RoleFact.BecameLeader,
                RoleFact.HeartbeatHeard,
                RoleFact.QuorumLost,
                RoleFact.SteppedDown,
                RoleFact.TermAdvanced,
                RoleFact.TransferBegan {
    /** Why a leader stopped leading. */
    enum StepDownReason {
        /** A message carried a higher term (§5.1). */
        HIGHER_TERM,
        /** No acknowledgement from a quorum within the window (thesis §6.2). */
        QUORUM_LOST
    }

    /** Told whenever a node turns follower, and whenever a follower's term or leader changes. */
    @Meaning("The node is a follower in this term, of this leader if it knows one.")
    record BecameFollower(long term, Optional<NodeId> leader) implements RoleFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.becameFollower(this);
        }
    }

    /**
     * @param term the node's current term, which a PreVote does not raise; it asks about the next one
     * @param transfer whether its leader told it to campaign (thesis §3.10)
     */
    @Meaning("The node asks whether it could win an election, without raising its term.")
    record BecamePreCandidate(long term, long round, boolean transfer) implements RoleFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.becamePreCandidate(this);
        }
    }

    /** @param transfer whether its leader told it to campaign (thesis §3.10) */
    @Meaning("The node raised its term, voted for itself and asks for votes: an election.")
    record BecameCandidate(long term, boolean transfer) implements RoleFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.becameCandidate(this);
        }
    }

    /** @param votes the voters that made the quorum, itself among them, in order of name */
    @Meaning("The node counted votes from a quorum and leads this term.")
    record BecameLeader(long term, List<NodeId> votes) implements RoleFact {
        public BecameLeader {
            votes = List.copyOf(votes);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.becameLeader(this);
        }
    }

    @Meaning(value = "The node accepted a heartbeat from the leader of its term.", routine = true)
    record HeartbeatHeard(NodeId leader, long term) implements RoleFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.heartbeatHeard(this);
        }
    }

    /** @param silent the peers that have not acknowledged any heartbeat sent within the window */
    @Meaning("The leader has no acknowledgement from a quorum for a heartbeat sent within its window.")
    record QuorumLost(long term, List<NodeId> silent, long windowNanos) implements RoleFact {
        public QuorumLost {
            silent = List.copyOf(silent);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.quorumLost(this);
        }
    }

    /** @param term the term that it led */
    @Meaning("The leader gave up leadership.")
    record SteppedDown(long term, StepDownReason reason) implements RoleFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.steppedDown(this);
        }
    }

    /**
     * @param because the peer whose message carried the higher term
     * @param kind the kind of that message
     */
    @Meaning("The node adopted a higher term that a message carried.")
    record TermAdvanced(long fromTerm, long toTerm, NodeId because, String kind) implements RoleFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.termAdvanced(this);
        }
    }

    /**
     * @param priority the target's, when it is handed leadership because it is above the leader's; 0 for any other reason
     * @param leaderPriority the leader's then; 0 for any other reason
     */
    @Meaning("The leader told this node to campaign at once, to hand leadership over.")
    record TransferBegan(
            NodeId target,
            long term,
            @Added("0") int priority,
            @Added("0") int leaderPriority) implements RoleFact {
        /** One that was asked for. */
        public TransferBegan(NodeId target, long term) {
            this(target, term, 0, 0);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.transferBegan(this);
        }
    }
}
