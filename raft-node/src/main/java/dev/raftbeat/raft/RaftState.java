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
 * @param gone the lives of peers that it knows to be over: of each peer the newest, until that very life is heard again
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
        SortedMap<NodeId, Integer> gone) {
    /**
     * @param heardAt when its last heartbeat came, monotonic nanoseconds; for a leader itself, when it was elected
     * @param round the newest of its rounds of heartbeats that was heard; 0 before the first, and for a leader itself
     * @param life which of its lives leads, from 1; 0 when that is not known
     * @param heir what its newest heartbeat said of this node, see {@link RaftMessage.AppendEntries#heir}
     */
    public record KnownLeader(NodeId node, long heardAt, long round, int life, long heir) {
        /** A leader of whose life nothing is known. */
        public KnownLeader(NodeId node, long heardAt, long round) {
            this(node, heardAt, round, 0, 0);
        }

        KnownLeader renamed(UnaryOperator<NodeId> names) {
            return new KnownLeader(names.apply(node), heardAt, round, life, heir);
        }
    }

    public RaftState {
        suspected = PeerMap.copyOf(suspected);
        gone = PeerMap.copyOf(gone);
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
                new TreeMap<>(),
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
        TreeMap<NodeId, Integer> renamedGone = new TreeMap<>();
        gone.forEach((peer, life) -> renamedGone.put(names.apply(peer), life));
        return new RaftState(
                new Ballot(ballot.term(), ballot.votedFor().map(names)),
                role,
                leader.map(known -> known.renamed(names)),
                settings,
                timer,
                round,
                tally.renamed(names),
                leadership.map(known -> known.renamed(names)),
                renamedSuspects,
                renamedGone);
    }

    RaftState withLeader(KnownLeader newLeader) {
        return new RaftState(
                ballot, role, Optional.of(newLeader), settings, timer, round, tally, leadership, suspected, gone);
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
                gone);
    }

    RaftState withBallot(Ballot newBallot) {
        return new RaftState(newBallot, role, leader, settings, timer, round, tally, leadership, suspected, gone);
    }

    RaftState withSettings(Settings newSettings) {
        return new RaftState(ballot, role, leader, newSettings, timer, round, tally, leadership, suspected, gone);
    }

    RaftState withTimer(ElectionTimer newTimer) {
        return new RaftState(ballot, role, leader, settings, newTimer, round, tally, leadership, suspected, gone);
    }

    RaftState withNextRound() {
        return new RaftState(ballot, role, leader, settings, timer, round + 1, tally, leadership, suspected, gone);
    }

    RaftState withTally(VoteTally newTally) {
        return new RaftState(ballot, role, leader, settings, timer, round, newTally, leadership, suspected, gone);
    }

    RaftState withLeadership(LeaderState newLeadership) {
        return new RaftState(
                ballot, role, leader, settings, timer, round, tally, Optional.of(newLeadership), suspected, gone);
    }

    RaftState withSuspected(NodeId peer, SuspicionReason reason) {
        PeerMap<SuspicionReason> next = PeerMap.copyOf(suspected).with(peer, reason);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, next, gone);
    }

    RaftState withTrusted(NodeId peer) {
        PeerMap<SuspicionReason> next = PeerMap.copyOf(suspected).without(peer);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, next, gone);
    }

    RaftState withGone(NodeId peer, int life) {
        PeerMap<Integer> next = PeerMap.copyOf(gone).with(peer, life);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, suspected, next);
    }

    RaftState withSignOfLife(NodeId peer) {
        PeerMap<Integer> next = PeerMap.copyOf(gone).without(peer);
        return new RaftState(ballot, role, leader, settings, timer, round, tally, leadership, suspected, next);
    }
}
