package dev.raftbeat.net;

import dev.raftbeat.drive.RateLimit;
import dev.raftbeat.protocol.NodeId;
import java.util.Map;
import java.util.TreeMap;

/** What all of one node's connections share. Touched by the event loop alone. */
final class NetContext {
    final NetOptions options;
    final NetListener listener;
    final Timing timing;
    final Arrivals arrivals;
    final Refusals refusals;
    private final Map<NodeId, PeerCounts> counts = new TreeMap<>();
    private final Map<NodeId, RateLimit> frames = new TreeMap<>();
    private final Map<NodeId, PeerLife> lives = new TreeMap<>();
    private long heartbeatNanos;
    private long electionNanosMin;

    NetContext(NetOptions options, NetListener listener, Timing timing, Arrivals arrivals) {
        this.options = options;
        this.listener = listener;
        this.timing = timing;
        this.arrivals = arrivals;
        refusals = new Refusals(System::nanoTime, listener::told);
        options.peers().keySet().forEach(peer -> {
            counts.put(peer, new PeerCounts());
            frames.put(peer, new RateLimit(timing.framesASecond()));
            lives.put(peer, new PeerLife((life, proof) -> listener.provenDead(peer, life, proof)));
        });
        intervals(options.heartbeatNanos(), options.electionNanosMin());
    }

    void intervals(long newHeartbeatNanos, long newElectionNanosMin) {
        heartbeatNanos = newHeartbeatNanos;
        electionNanosMin = newElectionNanosMin;
    }

    PeerCounts counts(NodeId peer) {
        return counts.get(peer);
    }

    PeerLife life(NodeId peer) {
        return lives.get(peer);
    }

    /** Whether one more frame of this peer may be read, on whichever of its connections it came. */
    boolean mayRead(NodeId peer, long now) {
        return frames.get(peer).allows(now);
    }

    long firstRetryNanos() {
        return heartbeatNanos / 2;
    }

    /** Half a least election timeout: a peer that is back is found again before anybody misses a heartbeat of it. */
    long retryNanosMax() {
        return electionNanosMin / 2;
    }

    int connectMillis() {
        return (int) Math.max(1, Math.min(electionNanosMin / 1_000_000, 60_000));
    }

    long electionNanosMin() {
        return electionNanosMin;
    }

    /** A fault in the code behind a connection: no input may cause it, and nothing here can mend it. */
    static void defect(Throwable defect) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
    }
}
