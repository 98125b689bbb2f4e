package dev.raftbeat.net;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One node's connections to its peers, on one event loop, which is the node's only protocol thread too. Everything but
 * the constructor, {@link #start}, {@link #stop} and {@link #loop} must be called on that loop.
 */
public final class Network {
    public Network(NetOptions options, NetListener listener) {
        throw new UnsupportedOperationException("Network " + options + listener);
    }

    /** The event loop: the node's timers and everything that touches its protocol belong here. */
    public ScheduledExecutorService loop() {
        throw new UnsupportedOperationException("loop");
    }

    /**
     * Listens, then connects to the peers.
     *
     * @return where it listens, with the port that the system chose if it was asked to; or the failure to bind, in words
     */
    public CompletableFuture<HostPort> start() {
        throw new UnsupportedOperationException("start");
    }

    /** Hands over a message that a driver has sent, so that it has an id. Never blocks. */
    public void send(Envelope<RaftMessage> envelope, long lamport) {
        throw new UnsupportedOperationException("send " + envelope + lamport);
    }

    /** Runs {@code then} after everything that had already arrived at this host has been given to the listener. */
    public void afterArrivals(Runnable then) {
        throw new UnsupportedOperationException("afterArrivals " + then);
    }

    /** Takes these intervals from now on, see {@link NetOptions}. */
    public void intervals(long heartbeatNanos, long electionNanosMin) {
        throw new UnsupportedOperationException("intervals " + heartbeatNanos + electionNanosMin);
    }

    /** From the connections of these peers nothing is read any more; replaces the earlier set. */
    public void blackhole(Set<NodeId> peers) {
        throw new UnsupportedOperationException("blackhole " + peers);
    }

    /** Ends the connections with this peer, both directions, by RST, as a faulty middlebox would. */
    public void reset(NodeId peer) {
        throw new UnsupportedOperationException("reset " + peer);
    }

    public NetSnapshot snapshot() {
        throw new UnsupportedOperationException("snapshot");
    }

    /** Closes everything and ends the loop, after the tasks that it already has. */
    public CompletableFuture<Void> stop() {
        throw new UnsupportedOperationException("stop");
    }
}
