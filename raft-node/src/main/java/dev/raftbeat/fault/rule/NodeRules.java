package dev.raftbeat.fault.rule;

import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that the faults in force ask of one node, as that node reads it from its rule lines.
 *
 * @param links what it does with messages, by sender
 * @param clockRate how fast its clock runs: 1.05 for five percent too fast
 * @param disk how its disk behaves
 * @param diskFault the {@code FaultBegan} behind a disk that is not OK
 * @param blackholed the peers whose connections to it are left open and never read
 */
public record NodeRules(
        LinkRules links, double clockRate, DiskMode disk, Optional<FactId> diskFault, Set<NodeId> blackholed) {
    /** No faults. */
    public static final NodeRules NONE =
            new NodeRules(LinkRules.NONE, 1, DiskMode.OK, Optional.empty(), new TreeSet<>());

    public NodeRules {
        blackholed = Collections.unmodifiableSet(new TreeSet<>(blackholed));
    }

    /**
     * Reads resolved rule lines; all of them or none.
     *
     * @throws FaultRefusedException in a sentence, at the first line that is not resolved, not about {@code self}, or no
     *     rule
     */
    public static NodeRules parse(List<String> lines, NodeId self) throws FaultRefusedException {
        return new RuleReader(self).read(lines);
    }
}
