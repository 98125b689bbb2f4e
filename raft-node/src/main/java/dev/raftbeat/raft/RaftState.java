package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Everything that a core knows, immutable: whoever holds one can go on from it, as often as wanted.
 *
 * @param ballot term and vote; the disk may still be behind it
 * @param role what the node is now
 * @param leader whom it believes to lead; itself when it leads, nobody while it campaigns
 * @param settings those in force
 * @param timer the election timer
 * @param round the newest round of PreVote; starts at {@code boot << 32}
 * @param tally promises while pre-candidate, votes while candidate, empty otherwise
 * @param leadership present when, and only when, the node leads
 * @param suspected the peers that it thinks gone, and why
 * @param handOvers the peers that were handed leadership, as far as it knows
 */
public record RaftState(
        Ballot ballot,
        Role role,
        Optional<KnownLeader> leader,
        Settings settings,
        ElectionTimer timer,
        long round,
        VoteTally tally,
        Optional<LeaderState> leadership,
        SortedMap<NodeId, SuspicionReason> suspected,
        SortedMap<NodeId, HandOver> handOvers) {
    /**
     * @param heardAt when its last heartbeat came, monotonic nanoseconds; for a leader itself, when it was elected
     * @param round the newest of its rounds of heartbeats that was heard; 0 before the first, and for a leader itself
     */
    public record KnownLeader(NodeId node, long heardAt, long round) {}

    public RaftState {
        suspected = PeerMap.copyOf(suspected);
        handOvers = PeerMap.copyOf(handOvers);
    }

    /** One that knows of no hand-over. */
    public RaftState(
            Ballot ballot,
            Role role,
            Optional<KnownLeader> leader,
            Settings settings,
            ElectionTimer timer,
            long round,
            VoteTally tally,
            Optional<LeaderState> leadership,
            SortedMap<NodeId, SuspicionReason> suspected) {
        this(ballot, role, leader, settings, timer, round, tally, leadership, suspected, new TreeMap<>());
    }

    /** A node that has just come up: a follower that knows of no leader and has heard from nobody. */
    public static RaftState booted(RaftConfig config, Ballot ballot) {
        return new RaftState(
                ballot,
                Role.FOLLOWER,
                Optional.empty(),
                config.settings(),
                ElectionTimer.UNUSED,
                (long) config.boot() << 32,
                VoteTally.EMPTY,
                Optional.empty(),
                new TreeMap<>());
    }

    public long term() {
        return ballot.term();
    }

    public Optional<NodeId> votedFor() {
        return ballot.votedFor();
    }

    public Optional<NodeId> believedLeader() {
        return leader.map(KnownLeader::node);
    }

    /** Whether it believes this node to lead; if none is given, nobody. */
    boolean believesIn(Optional<KnownLeader> inLeader) {
        return inLeader.isEmpty()
                ? leader.isEmpty()
                : leader.isPresent()
                        && leader.get().node().equals(inLeader.get().node());
    }

    /** The same state with every node under another name; {@code names} must not merge two of them. */
    public RaftState renamed(UnaryOperator<NodeId> names) {
        TreeMap<NodeId, SuspicionReason> renamedSuspects = new TreeMap<>();
        suspected.forEach((peer, reason) -> renamedSuspects.put(names.apply(peer), reason));
        TreeMap<NodeId, HandOver> renamedHandOvers = new TreeMap<>();
        handOvers.forEach((peer, handOver) -> renamedHandOvers.put(names.apply(peer), handOver));
        return new RaftState(
                new Ballot(ballot.term(), ballot.votedFor().map(names)),
                role,
                leader.map(known -> new KnownLeader(names.apply(known.node()), known.heardAt(), known.round())),
                settings,
                timer,
                round,
                tally.renamed(names),
                leadership.map(known -> known.renamed(names)),
                renamedSuspects,
                renamedHandOvers);
    }

    RaftState withLeader(KnownLeader newLeader) {
        return new RaftState(
                ballot, role, Optional.of(newLeader), settings, timer, round, tally, leadership, suspected, handOvers);
    }

    RaftState withRole(Ballot newBallot, Role newRole, Optional<KnownLeader> newLeader) {
        return new RaftState(
                newBallot,
                newRole,
                newLeader,
                settings,
                timer,
                round,
                VoteTally.EMPTY,
                Optional.empty(),
                suspected,
                handOvers);
    }

    RaftState withBallot(Ballot newBallot) {
        return new RaftState(newBallot, role, leader, settings, timer, round, tally, leadership, suspected, handOvers);
    }

    RaftState withSettings(Settings newSettings) {
        return new RaftState(ballot, role, leader, newSettings, timer, round, tally, leadership, suspected, handOvers);
    }

    RaftState withTimer(ElectionTimer newTimer) {
        return new RaftState(ballot, role, leader, settings, newTimer, round, tally, leadership, suspected, handOvers);
    }

    RaftState withNextRound() {
        return new RaftState(ballot, role, leader, settings, timer, round + 1, tally, leadership, suspected, handOvers);
    }

    RaftState withTally(VoteTally newTally) {
        return new RaftState(ballot, role, leader, settings, timer, round, newTally, leadership, suspected, handOvers);
    }

    RaftState withLeadership(LeaderState newLeadership) {
        return new RaftState(
                ballot, role, leader, settings, timer, round, tally, Optional.of(newLeadership), suspected, handOvers);
    }

    RaftState withSuspected(NodeId peer, SuspicionReason reason) {
        PeerMap<SuspicionReason> next = PeerMap.copyOf(suspected).with(peer, reason);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, next, handOvers);
    }

    RaftState withTrusted(NodeId peer) {
        PeerMap<SuspicionReason> next = PeerMap.copyOf(suspected).without(peer);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, next, handOvers);
    }

    RaftState withHandOver(NodeId peer, HandOver handOver) {
        PeerMap<HandOver> next = PeerMap.copyOf(handOvers).with(peer, handOver);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, suspected, next);
    }
}
