package dev.raftbeat.record;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.wire.FactCodec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What no recording of a cluster comes near to. Whoever reads one remembers something for each node, each fault and some
 * of the facts; what is beyond these limits is passed over like a damaged line, so that memory does not grow with it.
 */
final class RecordingLimits {
    /** A cluster has nine nodes at most, and a recording may be of several, one after another. */
    static final int NODES_MAX = 100;

    /** At the same time: more than nine nodes have links, for each kind of fault. */
    static final int FAULTS_ACTIVE_MAX = 1_000;

    /** In the whole recording: one every second, for a day. */
    static final int FAULTS_MAX = 100_000;

    /** A line of more than this is a long one. */
    static final int LONG_LINE_BYTES = 1024;

    /** All long lines together. */
    static final long LONG_LINES_BYTES_MAX = 64L << 20;

    private final Set<NodeId> nodes = new HashSet<>();
    private final Set<Long> active = new HashSet<>();
    private int faults;
    private long longBytes;

    /** Why a fact is not taken in; empty when it is. */
    Optional<String> refuses(StampedFact fact, int lineBytes) {
        if (!takesNodes(fact)) {
            return Optional.of("names more than " + NODES_MAX + " nodes, together with the lines before");
        } else if (fact.fact() instanceof FaultBegan began && !takes(began)) {
            return Optional.of("is one fault more than the " + FAULTS_ACTIVE_MAX + " at the same time, or " + FAULTS_MAX
                    + " in all, that are followed");
        } else if (lineBytes > LONG_LINE_BYTES && (longBytes += lineBytes) > LONG_LINES_BYTES_MAX) {
            return Optional.of("is one line more of over " + LONG_LINE_BYTES + " bytes than is remembered");
        }
        if (fact.fact() instanceof FaultEnded ended) {
            active.remove(ended.fault());
        }
        return Optional.empty();
    }

    private boolean takesNodes(StampedFact fact) {
        Set<NodeId> fresh = new HashSet<>();
        FactCodec.nodes(fact, node -> {
            if (!nodes.contains(node)) {
                fresh.add(node);
            }
        });
        return fresh.isEmpty() || nodes.size() + fresh.size() <= NODES_MAX && nodes.addAll(fresh);
    }

    private boolean takes(FaultBegan fact) {
        if (active.contains(fact.fault())) {
            return true;
        }
        if (active.size() >= FAULTS_ACTIVE_MAX || faults >= FAULTS_MAX) {
            return false;
        }
        faults++;
        return !fact.kind().equals("fault") || active.add(fact.fault());
    }
}
