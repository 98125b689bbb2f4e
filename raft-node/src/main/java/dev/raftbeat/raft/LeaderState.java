package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What only a leader remembers, and forgets when it stops leading.
 *
 * @param round heartbeat rounds sent in this term, from 1; 0 before the first
 * @param nextHeartbeatAt when the next round is due, monotonic nanoseconds
 * @param sentAt when the rounds within the last quorum window were sent, the newest at the end
 * @param acks every peer's newest acknowledgement
 * @param transferUntil the last round for which an order to campaign is good that it has given; 0 for none. Until a
 *     quorum has acknowledged a later one, another may be elected at any moment
 */
public record LeaderState(
        long round, long nextHeartbeatAt, List<Long> sentAt, SortedMap<NodeId, Ack> acks, long transferUntil) {
    /**
     * So many rounds are remembered however long ago they were sent. An acknowledgement of an older round counts while it
     * was sent within the quorum window; before that it would say too little about now.
     */
    static final int ROUNDS_MIN = 64;

    /** No more are remembered, with whatever window: a bound for memory. */
    static final int ROUNDS_MAX = 16_384;

    /**
     * @param round the newest acknowledged round; 0 before the first acknowledgement
     * @param heardAt when that round was <em>sent</em>: the follower followed then, and who knows about later
     * @param tripNanos how long after that its acknowledgement came; 0 before the first
     */
    public record Ack(long round, long heardAt, long tripNanos) {
        public Ack(long round, long heardAt) {
            this(round, heardAt, 0);
        }
    }

    public LeaderState {
        sentAt = Times.copyOf(sentAt);
        acks = PeerMap.copyOf(acks);
    }

    /** @param heardAt the moment at which all peers count as heard, though none was */
    static LeaderState begun(List<NodeId> peers, long heardAt, long now) {
        TreeMap<NodeId, Ack> acks = new TreeMap<>();
        peers.forEach(peer -> acks.put(peer, new Ack(0, heardAt)));
        return new LeaderState(0, now, List.of(), acks, 0);
    }

    /** @param windowNanos how long an acknowledgement keeps a leader from losing its quorum */
    LeaderState withRoundSent(long now, long next, long windowNanos) {
        Times sent = Times.copyOf(sentAt).with(now, now - windowNanos, ROUNDS_MIN, ROUNDS_MAX);
        return new LeaderState(round + 1, next, sent, acks, transferUntil);
    }

    LeaderState withTransferUntil(long lastRound) {
        return new LeaderState(round, nextHeartbeatAt, sentAt, acks, Math.max(transferUntil, lastRound));
    }

    LeaderState withNextHeartbeatAt(long next) {
        return new LeaderState(round, next, sentAt, acks, transferUntil);
    }

    /** When this round was sent; empty when it is forgotten, or was never sent. */
    public OptionalLong sentAt(long ofRound) {
        if (ofRound > round || ofRound <= round - sentAt.size()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sentAt.get((int) (ofRound - (round - sentAt.size()) - 1)));
    }

    /** @param tripNanos how long the round and its acknowledgement took together */
    LeaderState withAck(NodeId peer, long ofRound, long heardAt, long tripNanos) {
        Ack known = acks.get(peer);
        Ack newest = ofRound > known.round()
                ? new Ack(ofRound, Math.max(known.heardAt(), heardAt), tripNanos)
                : new Ack(known.round(), Math.max(known.heardAt(), heardAt), known.tripNanos());
        return new LeaderState(
                round, nextHeartbeatAt, sentAt, PeerMap.copyOf(acks).with(peer, newest), transferUntil);
    }

    LeaderState withAllHeardAt(long now) {
        TreeMap<NodeId, Ack> next = new TreeMap<>(acks);
        next.replaceAll((peer, ack) -> new Ack(ack.round(), now, ack.tripNanos()));
        return new LeaderState(round, nextHeartbeatAt, sentAt, next, transferUntil);
    }

    /**
     * The latest time at which this many peers had all been heard (thesis §6.2): that of the {@code peersNeeded}-th
     * newest acknowledgement.
     *
     * @param peersNeeded 1 to the number of peers
     */
    public long heardFrom(int peersNeeded) {
        // Asked after every input, so without a stream or a sort: the latest that enough of these few are not before.
        PeerMap<Ack> known = PeerMap.copyOf(acks);
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < known.size(); i++) {
            long time = known.valueAt(i).heardAt();
            if (time > latest && heardSince(known, time) >= peersNeeded) {
                latest = time;
            }
        }
        return latest;
    }

    private static int heardSince(PeerMap<Ack> acks, long time) {
        int count = 0;
        for (int i = 0; i < acks.size(); i++) {
            count += acks.valueAt(i).heardAt() >= time ? 1 : 0;
        }
        return count;
    }

    /** The peers that acknowledged no round sent after {@code time}. */
    List<NodeId> silentSince(long time) {
        return acks.keySet().stream()
                .filter(peer -> acks.get(peer).heardAt() <= time)
                .toList();
    }

    /** Whether the peer has acknowledged one of the last three rounds, or three were not yet sent. */
    boolean answers(NodeId peer) {
        return acks.get(peer).round() > round - 3;
    }

    LeaderState renamed(UnaryOperator<NodeId> names) {
        TreeMap<NodeId, Ack> next = new TreeMap<>();
        acks.forEach((peer, ack) -> next.put(names.apply(peer), ack));
        return new LeaderState(round, nextHeartbeatAt, sentAt, next, transferUntil);
    }
}
