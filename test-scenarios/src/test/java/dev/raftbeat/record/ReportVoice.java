package dev.raftbeat.record;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;

/** Whom a report shows as the leader, and which faults as going on. */
public final class ReportVoice {
    private final RunFold fold = new RunFold();

    public void hear(StampedFact fact) {
        fold.tell(fact);
    }

    public Optional<NodeId> leader() {
        return fold.leaders.at(Long.MAX_VALUE - 1).flatMap(RunFold.LeaderState::leader);
    }

    public List<Long> faults() {
        return fold.bands.stream()
                .filter(band -> band.toNanos() == Long.MAX_VALUE)
                .map(RunFold.FaultBand::number)
                .toList();
    }

    public boolean isFrozen(NodeId node) {
        return fold.node(node).isPaused();
    }
}
