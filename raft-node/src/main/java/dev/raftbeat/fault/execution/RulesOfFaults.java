package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.rule.DiskMode;
import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules that active faults give to one node. */
final class RulesOfFaults {
    /** Less than this would reorder nothing on a machine that is merely busy. */
    private static final long HOLD_BACK_NANOS_MIN = 20_000_000;

    private RulesOfFaults() {}

    /** @param settings those of the node itself */
    static NodeRules of(List<ActiveFault> active, NodeId self, Settings settings) {
        TreeMap<NodeId, List<LinkRule>> links = new TreeMap<>();
        TreeSet<NodeId> blackholed = new TreeSet<>();
        double clockRate = 1;
        DiskMode disk = DiskMode.OK;
        Optional<FactId> diskFault = Optional.empty();
        for (ActiveFault fault : active) {
            FactId by = fault.began().orElse(new FactId(NodeId.WORLD, 0, fault.number()));
            Optional<LinkRule> rule = rule(fault, settings, by);
            for (Link link : fault.wantedLinks()) {
                if (link.to().equals(self) && fault.word() == FaultWord.BLACKHOLE) {
                    blackholed.add(link.from());
                } else if (link.to().equals(self) && rule.isPresent()) {
                    links.computeIfAbsent(link.from(), peer -> new ArrayList<>())
                            .add(rule.get());
                }
            }
            if (!fault.wantedNodes().contains(self)) {
                continue;
            }
            if (fault.fault() instanceof Fault.Skew skew) {
                clockRate = 1 + skew.percent().doubleValue() / 100;
            } else if (fault.word() == FaultWord.STALL_DISK || fault.word() == FaultWord.FAIL_DISK) {
                disk = fault.word() == FaultWord.STALL_DISK ? DiskMode.STALL : DiskMode.FAIL;
                diskFault = Optional.of(by);
            }
        }
        return new NodeRules(new LinkRules(links), clockRate, disk, diskFault, blackholed);
    }

    /** What the receivers of its links do with messages; empty where that is the kernel's business, or nobody's. */
    private static Optional<LinkRule> rule(ActiveFault active, Settings settings, FactId by) {
        Fault fault = active.fault();
        if (FaultWord.ON_PACKETS.contains(fault.word())) {
            return Optional.empty();
        } else if (fault instanceof Fault.Slow slow) {
            long spread = slow.spread().map(span -> span.nanos(0)).orElse(0L);
            return Optional.of(new LinkRule.Slow(slow.delay().nanos(0), spread, by));
        } else if (fault instanceof Fault.Chance chance) {
            // Two heartbeats: held back by less than one, no heartbeat would ever be overtaken by the next.
            long within = chance.word() == FaultWord.REORDER
                    ? Math.max(HOLD_BACK_NANOS_MIN, 2 * settings.heartbeatNanos())
                    : 0;
            LinkRule.ChanceOf what = LinkRule.ChanceOf.valueOf(chance.word().name());
            return Optional.of(new LinkRule.Chance(what, chance.percent().doubleValue() / 100, within, by));
        } else if (fault instanceof Fault.Flap flap) {
            long during = flap.during().map(span -> span.nanos(0)).orElse(Bounds.NANOS_MAX);
            return Optional.of(new LinkRule.Flap(flap.every().nanos(0), active.sinceNanos(), during, by));
        }
        return FaultState.CUTTING.contains(fault.word()) ? Optional.of(new LinkRule.Cut(by)) : Optional.empty();
    }
}
