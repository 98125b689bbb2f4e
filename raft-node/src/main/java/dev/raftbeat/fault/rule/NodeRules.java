package dev.raftbeat.fault.rule;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that the faults in force ask of one node, with nothing in it that the node would have to resolve.
 *
 * @param links what it does with messages, by sender
 * @param clockRate how fast its clock runs, 0.1 to 10: 1.05 for five percent too fast
 * @param disk how its disk behaves
 * @param diskFault the {@code FaultBegan} behind a disk that is not OK
 * @param blackholed the peers whose connections to it are left open and never read
 */
public record NodeRules(
        LinkRules links, double clockRate, DiskMode disk, Optional<FactId> diskFault, Set<NodeId> blackholed) {
    /** No faults. */
    public static final NodeRules NONE =
            new NodeRules(LinkRules.NONE, 1, DiskMode.OK, Optional.empty(), new TreeSet<>());

    private static final double RATE_MIN = 0.1;
    private static final double RATE_MAX = 10;

    /** @throws IllegalArgumentException when no fault asks for such rules */
    public NodeRules {
        blackholed = Collections.unmodifiableSet(new TreeSet<>(blackholed));
        if (!(clockRate >= RATE_MIN && clockRate <= RATE_MAX)) {
            throw new IllegalArgumentException("a clock runs at a rate from " + RATE_MIN + " to " + RATE_MAX);
        }
        if (diskFault.isPresent() == (disk == DiskMode.OK)) {
            throw new IllegalArgumentException("a disk that is not OK has a fault behind it, and no other has");
        }
    }
}
