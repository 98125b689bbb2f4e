package dev.raftbeat.bench;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.history.Quorum;
import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a failover would have taken with phi in place of the election timer. Nodes have no such detector; it is given the
 * heartbeats that each follower heard, so that it is known when it would have suspected the leader. An election can be won
 * once a quorum suspects, as PreVote has it; from there on the measured time from the first timer to the leader is added.
 *
 * <p>It errs to the good side of phi: nothing spreads the followers' suspicions, so that real ones would split the vote.
 */
final class PhiSuspicions implements FactSink {
    /** The detector, as the laboratory writes it. */
    static final String DETECTOR = "phi 8";

    private static final DetectorSpec SPEC = Detectors.parse(DETECTOR);
    private static final int REGULAR_BEATS = 40;

    /** One follower of one leader, from when its process came up. */
    private record Watch(NodeId follower, int boot, long term) {}

    /** The follower's detector, and when it suspects if nothing more is heard. */
    private static final class Watched {
        private final FailureDetector detector;
        private long suspectsAt;

        Watched(long heartbeatNanos) {
            detector = SPEC.create(heartbeatNanos);
        }
    }

    private final Map<Watch, Watched> watches = new LinkedHashMap<>();
    private final List<StampedFact> fired = new ArrayList<>();
    private final int nodes;
    private final long heartbeatNanos;

    PhiSuspicions(int nodes, long heartbeatNanos) {
        this.nodes = nodes;
        this.heartbeatNanos = heartbeatNanos;
    }

    /** How long a silence it bears after heartbeats that came regularly. */
    static double patienceNanos(long heartbeatNanos) {
        FailureDetector detector = SPEC.create(heartbeatNanos);
        for (int i = 0; i < REGULAR_BEATS; i++) {
            detector.heartbeat(i * heartbeatNanos);
        }
        long last = (REGULAR_BEATS - 1) * heartbeatNanos;
        return detector.nextChangeAt(last) - (double) last;
    }

    @Override
    public void tell(StampedFact fact) {
        if (fact.fact() instanceof HeartbeatHeard heard) {
            Watch watch = new Watch(fact.node(), fact.boot(), heard.term());
            Watched watched = watches.computeIfAbsent(watch, ignored -> new Watched(heartbeatNanos));
            watched.detector.heartbeat(fact.tNanos());
            watched.suspectsAt = watched.detector.nextChangeAt(fact.tNanos());
        } else if (fact.fact() instanceof TimerFired) {
            fired.add(fact);
        }
    }

    /** In nanoseconds; empty where no timer began the failover, or where too few followers had heard the old leader. */
    OptionalDouble nanosOf(Failover failover) {
        OptionalLong timer = fired.stream()
                .filter(fact -> !fact.node().equals(failover.from()))
                .mapToLong(StampedFact::tNanos)
                .filter(at -> at > failover.lossNanos() && at <= failover.electedNanos())
                .min();
        Map<NodeId, Long> suspectsAt = new LinkedHashMap<>();
        watches.forEach((watch, watched) -> {
            if (watch.term == failover.fromTerm()) {
                suspectsAt.merge(watch.follower, watched.suspectsAt, Math::max);
            }
        });
        List<Long> moments = suspectsAt.values().stream().sorted().toList();
        int quorum = Quorum.of(nodes);
        if (timer.isEmpty() || moments.size() < quorum) {
            return OptionalDouble.empty();
        }
        long silent = Math.max(0, moments.get(quorum - 1) - failover.lossNanos());
        return OptionalDouble.of(silent + failover.followedNanos() - timer.getAsLong());
    }
}
