package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One core, driven by hand: it is always n1, its clock stands still until it is moved, every draw is 200 ms unless told
 * otherwise, and what it answers to the last input can be asked for.
 */
final class Hand {
    static final long MS = 1_000_000L;
    static final long DRAW = 200 * MS;
    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final NodeId N4 = new NodeId("n4");
    static final NodeId N5 = new NodeId("n5");
    static final Settings LAN = Pace.LAN.settings();
    static final Settings PLAIN = LAN.withPreVote(false).withCheckQuorum(false);

    private final RaftCore core;
    private long now = 1_000 * MS;
    private long messages;
    private Effects<RaftMessage> last;

    private Hand(RaftCore core) {
        this.core = core;
        this.last = core.start(now);
    }

    static List<NodeId> members(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
    }

    static Hand follower(int members, Settings settings, Ballot ballot, RaftRules rules, TimeoutDraw draw) {
        RaftConfig config = new RaftConfig(N1, members(members), settings, 1);
        return new Hand(new RaftCore(config, RaftState.booted(config, ballot), rules, draw));
    }

    static Hand follower(int members, Settings settings, Ballot ballot) {
        return follower(members, settings, ballot, new RaftRules(), (index, min, max) -> Math.min(DRAW, max));
    }

    /** A follower that has just come up in this term and has not voted in it. */
    static Hand follower(int members, Settings settings, long term) {
        return follower(members, settings, new Ballot(term, Optional.empty()));
    }

    /** A follower that has just heard a heartbeat of n2 in this term. */
    static Hand followerOfN2(int members, Settings settings, long term) {
        return follower(members, settings, term).hear(N2, new AppendEntries(term, 1));
    }

    /** A pre-candidate in this term, which asks about the next. */
    static Hand preCandidate(int members, Settings settings, long term) {
        return follower(members, settings.withPreVote(true), term).fire();
    }

    /** A candidate in this term, without any vote but its own. */
    static Hand candidate(int members, Settings settings, long term) {
        Hand hand = follower(members, settings.withPreVote(false), term - 1).fire();
        return settings.preVote() ? hand.command(new Command.Configure(settings)) : hand;
    }

    /** A leader in this term that has just sent its first heartbeats. */
    static Hand leader(int members, Settings settings, long term) {
        Hand hand = candidate(members, settings, term);
        for (NodeId peer : hand.core.config().peers()) {
            if (hand.role() == Role.CANDIDATE) {
                hand.hear(peer, new RequestVoteReply(term, true));
            }
        }
        return hand;
    }

    // What can be done to it.

    Hand hear(NodeId from, RaftMessage message) {
        return hear(from, N1, message);
    }

    Hand hear(NodeId from, NodeId to, RaftMessage message) {
        messages++;
        last = core.receive(new Envelope<>(Optional.of(new FactId(from, 1, messages)), from, to, message), now);
        return this;
    }

    Hand command(Command command) {
        last = core.command(command, now);
        return this;
    }

    Hand configure(UnaryOperator<Settings> change) {
        return command(new Command.Configure(change.apply(state().settings())));
    }

    Hand connectionLost(NodeId peer) {
        last = core.connectionLost(peer, now);
        return this;
    }

    Hand provenDead(NodeId peer, int life) {
        last = core.provenDead(peer, life, DeathProof.REFUSED, now);
        return this;
    }

    /** What another than the first life of the sender says. */
    Hand hearLife(NodeId from, int boot, RaftMessage message) {
        messages++;
        last = core.receive(new Envelope<>(Optional.of(new FactId(from, boot, messages)), from, N1, message), now);
        return this;
    }

    /** Lets time pass without a wake. */
    Hand pass(long nanos) {
        now += nanos;
        return this;
    }

    /** Wakes it now, whether it asked for it or not. */
    Hand wake() {
        last = core.wake(now);
        return this;
    }

    /** Lets time pass up to the moment that it asked for, and wakes it. */
    Hand fire() {
        now = Math.max(now, core.wakeAt());
        wake();
        if (last.wakeAt() <= now) {
            throw new AssertionError("woken at " + now + ", it asks to be woken at " + last.wakeAt());
        }
        return this;
    }

    /** Lets time pass, waking it whenever it asked for it. */
    Hand run(long nanos) {
        long end = now + nanos;
        while (core.wakeAt() <= end) {
            fire();
        }
        now = end;
        return this;
    }

    Hand promise(NodeId voter) {
        return hear(voter, new PreVoteReply(term() + 1, state().round(), true));
    }

    Hand vote(NodeId voter) {
        return hear(voter, new RequestVoteReply(term(), true));
    }

    /** An acknowledgement of its newest heartbeat. */
    Hand acknowledge(NodeId peer) {
        return hear(
                peer,
                new AppendEntriesReply(
                        term(), state().leadership().orElseThrow().round(), true));
    }

    // What can be asked of it.

    RaftCore core() {
        return core;
    }

    RaftState state() {
        return core.state();
    }

    Role role() {
        return core.state().role();
    }

    long term() {
        return core.state().term();
    }

    Optional<NodeId> votedFor() {
        return core.state().votedFor();
    }

    Optional<NodeId> leader() {
        return core.state().believedLeader();
    }

    long due() {
        return core.state().timer().armed().orElseThrow().dueNanos();
    }

    long now() {
        return now;
    }

    Effects<RaftMessage> effects() {
        return last;
    }

    Optional<Ballot> save() {
        return last.save();
    }

    List<Fact> facts() {
        return last.facts();
    }

    <F extends Fact> List<F> facts(Class<F> kind) {
        return last.facts().stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toList());
    }

    /** The names of the facts of the last input, in order. */
    List<String> told() {
        return last.facts().stream().map(Fact::name).toList();
    }

    /** What the last input made it send, in order, receivers left out. */
    List<RaftMessage> sent() {
        return last.send().stream().map(Envelope::message).toList();
    }

    List<NodeId> sentTo() {
        return last.send().stream().map(Envelope::to).toList();
    }

    /** The one message that the last input made it send. */
    RaftMessage reply() {
        if (last.send().size() != 1) {
            throw new AssertionError("one reply was expected: " + last.send());
        }
        return last.send().get(0).message();
    }

    static Optional<NodeId> nobody() {
        return Optional.empty();
    }
}
