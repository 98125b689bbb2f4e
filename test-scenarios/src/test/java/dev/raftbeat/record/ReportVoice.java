package dev.raftbeat.record;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whom a report shows as the leader, and which faults as going on. */
public final class ReportVoice {
    private final RunFold fold = new RunFold(new Judge());

    public void hear(StampedFact fact) {
        fold.tell(fact);
    }

    public Optional<NodeId> leader() {
        return fold.leaders.last().flatMap(piece -> piece.what().leader());
    }

    /** The numbers of the faults that go on at this time; the run must be over. */
    public Set<Long> faultsAt(long tNanos) {
        return fold.bands().stream()
                .filter(band -> band.told().lasts() && band.fromNanos() <= tNanos && tNanos < band.toNanos())
                .map(FaultSpan::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean isFrozen(NodeId node) {
        return fold.nodes.containsKey(node)
                && fold.nodes
                        .get(node)
                        .last()
                        .filter(piece -> piece.what().frozen())
                        .isPresent();
    }
}
