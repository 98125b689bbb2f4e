package dev.raftbeat.raft;

import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a leader does: heartbeats, acknowledgements, and the check that a quorum still hears it. */
final class LeaderHandler {
    private final Step turn;
    private final RaftRules rules;

    LeaderHandler(Step turn) {
        this.turn = turn;
        this.rules = turn.rules();
    }

    /** Does whatever is due. A leader that lost its quorum sends nothing more, not even what was due as well. */
    void wake() {
        if (turn.now() >= rules.quorumDeadline(turn.state(), turn.config().size())) {
            loseQuorum();
        } else if (turn.now() >= leadership().nextHeartbeatAt()) {
            heartbeat();
        }
    }

    /** §5.2: "Leaders send periodic heartbeats ... to all followers in order to maintain their authority." */
    void heartbeat() {
        LeaderState led = leadership();
        List<NodeId> peers = turn.config().peers();
        if (led.round() >= 3) {
            for (NodeId peer : peers) {
                if (!led.answers(peer)) {
                    turn.suspect(peer, SuspicionReason.HEARTBEATS_UNANSWERED);
                }
            }
        }
        long interval = turn.state().settings().heartbeatNanos();
        long next = rules.nextHeartbeatAt(led.nextHeartbeatAt(), turn.now(), interval);
        long window = rules.quorumWindowNanos(turn.state().settings());
        turn.setLeadership(led.withRoundSent(turn.now(), next, window));
        for (NodeId peer : peers) {
            if (rules.sendsHeartbeatTo(turn.state(), peer)) {
                turn.send(peer, new AppendEntries(turn.state().term(), led.round() + 1, heir(peer, peers)));
            }
        }
    }

    /** What a heartbeat says to this peer of its place among the heirs; 0 where there are none. */
    private long heir(NodeId peer, List<NodeId> peers) {
        RaftState state = turn.state();
        if (!state.settings().usesEvidence() || !rules.mayInherit(state, peer)) {
            return 0;
        }
        int rank = 0;
        long longestTrip = 0;
        for (NodeId other : peers) {
            if (rules.mayInherit(state, other)) {
                rank += rules.inheritsBefore(state, other, peer) ? 1 : 0;
                longestTrip =
                        Math.max(longestTrip, leadership().acks().get(other).tripNanos());
            }
        }
        return 1 + rules.heirWaitMillis(rank, longestTrip);
    }

    /** Thesis §6.2: it "steps down if an election timeout elapses without a successful round of heartbeats". */
    private void loseQuorum() {
        long window = rules.quorumWindowNanos(turn.state().settings());
        turn.tell(new QuorumLost(turn.state().term(), leadership().silentSince(turn.now() - window), window));
        turn.becomeFollower(turn.state().term(), Optional.empty(), StepDownReason.QUORUM_LOST);
    }

    /**
     * An acknowledgement says that the peer followed when the acknowledged round was sent; what happened while the
     * answer was under way it does not say.
     */
    void appendEntriesReply(NodeId peer, AppendEntriesReply reply) {
        // §5.1: a leader that discovers its term is out of date "immediately reverts to follower state".
        if (rules.adoptsTerm(turn.state(), reply)) {
            turn.adoptTerm(peer, reply, Optional.empty());
            return;
        }
        if (!turn.is(Role.LEADER)
                || !reply.success()
                || reply.term() != turn.state().term()) {
            return;
        }
        OptionalLong sentAt = leadership().sentAt(reply.round());
        if (sentAt.isEmpty()) {
            return;
        }
        boolean steady = rules.followsWithoutGap(leadership().acks().get(peer), reply.round());
        turn.setLeadership(leadership().withAck(peer, reply, sentAt.getAsLong(), turn.now(), steady));
        if (turn.state().suspected().containsKey(peer) && leadership().answers(peer)) {
            turn.trust(peer);
        }
        if (reply.priority() > turn.state().settings().priority()) {
            handOverToPreferred();
        }
    }

    /** Hands over to the highest of those that leadership may be handed to now; to the first of several. */
    private void handOverToPreferred() {
        RaftState state = turn.state();
        turn.config().peers().stream()
                .filter(peer -> rules.handsOver(state, peer, turn.now()))
                .reduce((first, second) -> rules.effectivePriority(state, second, turn.now())
                                > rules.effectivePriority(state, first, turn.now())
                        ? second
                        : first)
                .ifPresent(this::handOverTo);
    }

    private void handOverTo(NodeId peer) {
        RaftState state = turn.state();
        int priority = leadership().acks().get(peer).priority();
        int own = state.settings().priority();
        turn.rememberHandOver(peer);
        new CommandHandler(turn).handOver(new TransferBegan(peer, state.term(), priority, own));
    }

    private LeaderState leadership() {
        return turn.state().leadership().orElseThrow();
    }
}
