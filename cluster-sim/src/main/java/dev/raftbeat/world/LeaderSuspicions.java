package dev.raftbeat.world;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.lab.detector.Suspicion;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How strongly each node would suspect its leader if it ran a failure detector over the heartbeats that it hears: a fold
 * over its facts, which costs the cluster no message. Elections know nothing of it; they go by their timers.
 *
 * <p>The last heartbeats of each node are kept, so that another detector can be chosen at any time and knows at once what
 * it would have learned. Not for use by two threads.
 */
public final class LeaderSuspicions {
    private static final int KEPT = 1_000;

    private final SortedMap<NodeId, Watcher> watchers = new TreeMap<>();
    private DetectorSpec detector;

    public LeaderSuspicions(DetectorSpec detector) {
        this.detector = detector;
    }

    /**
     * One node's suspicion of its leader.
     *
     * @param leader whose heartbeats it heard last
     */
    public record Of(NodeId leader, Suspicion suspicion) {}

    /** Takes in one fact. */
    public void hear(StampedFact stamped) {
        stamped.fact().accept(new Fold(stamped));
    }

    /** Chooses another detector, which takes in what was heard. */
    public void choose(DetectorSpec other) {
        detector = other;
        watchers.values().forEach(Watcher::startAnew);
    }

    /** What this node thinks of its leader at this time; empty when it has heard none, leads itself, or is dead. */
    public Optional<Of> of(NodeId node, long nowNanos) {
        return Optional.ofNullable(watchers.get(node)).flatMap(watcher -> watcher.opinion(nowNanos));
    }

    private final class Fold implements FactListener {
        private final StampedFact stamped;

        Fold(StampedFact stamped) {
            this.stamped = stamped;
        }

        private Watcher watcher(NodeId node) {
            return watchers.computeIfAbsent(node, id -> new Watcher());
        }

        @Override
        public void on(Booted fact) {
            Watcher watcher = watcher(stamped.node());
            watcher.forget();
            watcher.expectEvery(fact.settings().heartbeatNanos());
        }

        @Override
        public void on(SettingsChanged fact) {
            watcher(stamped.node()).expectEvery(fact.settings().heartbeatNanos());
        }

        @Override
        public void on(HeartbeatHeard fact) {
            watcher(stamped.node()).heard(fact, stamped.tNanos());
        }

        @Override
        public void on(BecameLeader fact) {
            watcher(stamped.node()).forget();
        }

        @Override
        public void on(ProcessEnded fact) {
            watcher(fact.target()).forget();
        }
    }

    /** One node as a watcher of its leader. */
    private final class Watcher {
        private final Deque<Long> heard = new ArrayDeque<>();
        private long intervalNanos = Pace.LAN.settings().heartbeatNanos();
        private Optional<NodeId> leader = Optional.empty();
        private long term;
        private Optional<FailureDetector> running = Optional.empty();

        void heard(HeartbeatHeard fact, long tNanos) {
            // A new term is a new reign, even of the same node: it may have been silent in between for good reasons.
            if (!leader.equals(Optional.of(fact.leader())) || term != fact.term()) {
                forget();
                leader = Optional.of(fact.leader());
                term = fact.term();
                running = Optional.of(detector.create(intervalNanos));
            }
            running.ifPresent(watching -> watching.heartbeat(tNanos));
            heard.add(tNanos);
            if (heard.size() > KEPT) {
                heard.remove();
            }
        }

        void forget() {
            heard.clear();
            leader = Optional.empty();
            running = Optional.empty();
        }

        void expectEvery(long nanos) {
            intervalNanos = nanos;
            running.ifPresent(watching -> watching.expectEvery(nanos));
        }

        void startAnew() {
            if (running.isPresent()) {
                FailureDetector fresh = detector.create(intervalNanos);
                heard.forEach(fresh::heartbeat);
                running = Optional.of(fresh);
            }
        }

        Optional<Of> opinion(long nowNanos) {
            return running.flatMap(watching -> leader.map(of -> new Of(of, watching.level(nowNanos))));
        }
    }
}
