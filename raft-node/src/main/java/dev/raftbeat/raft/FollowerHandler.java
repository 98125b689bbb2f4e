package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import dev.raftbeat.raft.RaftState.KnownLeader;
import java.util.Optional;

/** What a node does with what a leader sends it. */
final class FollowerHandler {
    private final Step turn;
    private final RaftRules rules;

    FollowerHandler(Step turn) {
        this.turn = turn;
        this.rules = turn.rules();
    }

    /**
     * Figure 2, AppendEntries RPC, receiver implementation, as far as a heartbeat goes. Answered at once, always.
     *
     * @param life which of the leader's lives sent it
     */
    void appendEntries(NodeId leader, AppendEntries heartbeat, int life) {
        // Figure 2, 1: "Reply false if term < currentTerm" (§5.1). The reply's term makes the old leader step down.
        if (rules.isStale(turn.state(), heartbeat.term())) {
            turn.send(leader, new AppendEntriesReply(turn.state().term(), heartbeat.round(), false));
            return;
        }
        if (!rules.yieldsToLeader(turn.state(), heartbeat)) {
            refuseSecondLeader(leader);
            return;
        }
        Optional<KnownLeader> heard = Optional.of(turn.heard(leader, heartbeat, life));
        // §5.1: a larger term is adopted; §5.2: a candidate that hears the leader of its term returns to follower.
        if (rules.adoptsTerm(turn.state(), heartbeat)) {
            turn.adoptTerm(leader, heartbeat, heard);
        } else if (rules.goesOnAsking(turn.state(), leader, heartbeat)) {
            turn.setLeader(heard.get());
        } else {
            turn.becomeFollower(turn.state().term(), heard, StepDownReason.HIGHER_TERM);
        }
        // §5.2: "A server remains in follower state as long as it receives valid RPCs from a leader".
        turn.tell(new HeartbeatHeard(leader, turn.state().term()));
        if (rules.heartbeatResetsTimer()) {
            turn.arm(ArmReason.HEARTBEAT);
        }
        turn.send(leader, new AppendEntriesReply(turn.state().term(), heartbeat.round(), true));
    }

    /** A follower waits for its turn to ask; whoever asks already, by order, goes on. */
    void provenDead(NodeId peer, int life) {
        boolean known = rules.isLeaderGone(turn.state());
        turn.noteGone(peer, life);
        if (!known && rules.isLeaderGone(turn.state()) && turn.is(Role.FOLLOWER)) {
            turn.armOnProof();
        }
    }

    /** §5.2, Election Safety: in a term led by this node, a second leader is proof of a fault elsewhere. */
    private void refuseSecondLeader(NodeId leader) {
        if (turn.is(Role.LEADER)) {
            long term = turn.state().term();
            turn.refuse(RefusalReason.SECOND_LEADER, leader, leader + " claims to lead term " + term + ", as I do");
        }
    }

    /**
     * Thesis §3.10: the leader hands over, and the node campaigns at once. Unlike in the thesis it asks for promises first,
     * whatever the setting: should the order come too late, or its log be behind, it is told so before it has raised its
     * term and thereby deposed a leader that could have gone on. Meanwhile that leader leads.
     */
    void timeoutNow(NodeId from, TimeoutNow message) {
        if (!rules.obeysTimeoutNow(turn.state(), from, message)) {
            String leader = turn.state().believedLeader().map(NodeId::name).orElse("nobody");
            turn.refuse(
                    RefusalReason.NOT_FROM_LEADER,
                    from,
                    "TimeoutNow of term " + message.term() + "; I follow " + leader + " in term "
                            + turn.state().term());
            return;
        }
        if (message.term() == Ballot.TERM_MAX) {
            turn.refuse(RefusalReason.TERM_OUT_OF_RANGE, from, "there is no term after " + Ballot.TERM_MAX);
            return;
        }
        if (rules.isTransferOver(turn.state(), message.term(), message.lastRound())) {
            turn.refuse(
                    RefusalReason.TRANSFER_OVER,
                    from,
                    "TimeoutNow was good until round " + message.lastRound() + "; I have heard a later one");
            return;
        }
        new CampaignHandler(turn).askForPromises(VoteTally.byOrder(message.lastRound()));
    }
}
