package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Protocol;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import dev.raftbeat.raft.RaftState.KnownLeader;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Raft's leader election and heartbeats, PreVote, CheckQuorum and leadership transfer, as a function of what it hears.
 *
 * <p>The state lives in one immutable {@link RaftState}: {@link #state} is a snapshot, and the constructor that takes a
 * state goes on from one. With the same configuration, rules and draws, both go on alike. Not for use by two threads.
 */
public final class RaftCore implements Protocol<RaftMessage> {
    private final RaftConfig config;
    private final RaftRules rules;
    private final TimeoutDraw draw;
    private RaftState state;

    /**
     * A node that comes up; {@link #start} is its first input.
     *
     * @param ballot what the disk holds; {@link Ballot#BLANK} the first time
     * @param random gives one number now, which fixes all draws of this life
     */
    public RaftCore(RaftConfig config, Ballot ballot, RaftRules rules, RandomGenerator random) {
        this(config, RaftState.booted(config, ballot), rules, TimeoutDraw.from(random));
    }

    /** A node that goes on from a snapshot. */
    public RaftCore(RaftConfig config, RaftState state, RaftRules rules, TimeoutDraw draw) {
        this.config = config;
        this.rules = rules;
        this.draw = draw;
        this.state = state;
    }

    public RaftConfig config() {
        return config;
    }

    /** The snapshot of this moment. */
    public RaftState state() {
        return state;
    }

    /** When it next wants to be woken; {@link Effects#NEVER} before the start. */
    public long wakeAt() {
        return Step.wakeAt(state, config, rules);
    }

    /** @throws IllegalStateException when it was started before */
    @Override
    public Effects<RaftMessage> start(long now) {
        if (state.timer().armed().isPresent() || state.role() != Role.FOLLOWER) {
            throw new IllegalStateException("a life starts once");
        }
        // §5.2: "When servers start up, they begin as followers."
        Step turn = begin(now);
        turn.arm(ArmReason.BOOT);
        return end(turn);
    }

    @Override
    public Effects<RaftMessage> receive(Envelope<RaftMessage> envelope, long now) {
        Step turn = begin(now);
        if (isWelcome(envelope, turn)) {
            trustAgain(envelope.from(), turn);
            envelope.message().accept(new Reception(turn, envelope.from(), envelope.id()));
        }
        return end(turn);
    }

    @Override
    public Effects<RaftMessage> wake(long now) {
        Step turn = begin(now);
        if (turn.is(Role.LEADER)) {
            new LeaderHandler(turn).wake();
        } else {
            new CampaignHandler(turn).wake();
        }
        return end(turn);
    }

    @Override
    public Effects<RaftMessage> command(Command command, long now) {
        Step turn = begin(now);
        new CommandHandler(turn).obey(command);
        return end(turn);
    }

    /** Recorded, and nothing more: a lost connection is a hint, and no proof of death. */
    @Override
    public Effects<RaftMessage> connectionLost(NodeId peer, long now) {
        Step turn = begin(now);
        if (config.peers().contains(peer)) {
            turn.suspect(peer, SuspicionReason.CONNECTION_LOST);
            if (rules.isHintProof() && state.settings().usesEvidence()) {
                int life = state.leader().map(KnownLeader::life).orElse(0);
                new FollowerHandler(turn).provenDead(peer, life);
            }
        }
        return end(turn);
    }

    /** Told and acted upon only where evidence counts, so that where it does not, nothing differs from plain PreVote. */
    @Override
    public Effects<RaftMessage> provenDead(NodeId peer, int life, DeathProof proof, long now) {
        Step turn = begin(now);
        if (config.peers().contains(peer) && state.settings().usesEvidence()) {
            turn.tell(new PeerProvenDead(peer, life, proof));
            new FollowerHandler(turn).provenDead(peer, life);
        }
        return end(turn);
    }

    private Step begin(long now) {
        return new Step(config, rules, draw, state, now);
    }

    private Effects<RaftMessage> end(Step turn) {
        Effects<RaftMessage> effects = turn.effects();
        state = turn.state();
        return effects;
    }

    private boolean isWelcome(Envelope<RaftMessage> envelope, Step turn) {
        NodeId from = envelope.from();
        long term = envelope.message().term();
        if (rules.isFromMyself(config, from)) {
            turn.refuse(
                    RefusalReason.FROM_MYSELF,
                    from,
                    "my own " + Message.words(envelope.message().kind()) + " came back to me");
        } else if (!rules.isForMe(config, envelope.to())) {
            turn.refuse(RefusalReason.WRONG_RECEIVER, from, "meant for " + envelope.to() + "; I am " + config.self());
        } else if (!rules.isFromMember(config, from)) {
            turn.refuse(RefusalReason.UNKNOWN_SENDER, from, from + " is not one of " + config.members());
        } else if (!rules.isTermPlausible(state, term)) {
            turn.refuse(RefusalReason.TERM_OUT_OF_RANGE, from, "term " + term + "; mine is " + state.term());
        } else {
            return true;
        }
        return false;
    }

    /** Whoever says anything is there again; but a leader that missed acknowledgements waits for one of those. */
    private void trustAgain(NodeId peer, Step turn) {
        if (turn.state().suspected().isEmpty()) {
            return;
        }
        SuspicionReason reason = turn.state().suspected().get(peer);
        if (reason == SuspicionReason.CONNECTION_LOST || (reason != null && !turn.is(Role.LEADER))) {
            turn.trust(peer);
        }
    }

    /** Leads each message to its handler. */
    private record Reception(Step turn, NodeId from, Optional<FactId> id) implements RaftMessage.Visitor<Step> {
        @Override
        public Step preVoteRequest(PreVoteRequest message) {
            new VoteHandler(turn).preVoteRequest(from, message);
            return turn;
        }

        @Override
        public Step preVoteReply(PreVoteReply message) {
            new CampaignHandler(turn).preVoteReply(from, message, id);
            return turn;
        }

        @Override
        public Step requestVote(RequestVote message) {
            new VoteHandler(turn).requestVote(from, message);
            return turn;
        }

        @Override
        public Step requestVoteReply(RequestVoteReply message) {
            new CampaignHandler(turn).requestVoteReply(from, message, id);
            return turn;
        }

        @Override
        public Step appendEntries(AppendEntries message) {
            new FollowerHandler(turn)
                    .appendEntries(from, message, id.map(FactId::boot).orElse(0));
            return turn;
        }

        @Override
        public Step appendEntriesReply(AppendEntriesReply message) {
            new LeaderHandler(turn).appendEntriesReply(from, message);
            return turn;
        }

        @Override
        public Step timeoutNow(TimeoutNow message) {
            new FollowerHandler(turn).timeoutNow(from, message);
            return turn;
        }
    }
}
