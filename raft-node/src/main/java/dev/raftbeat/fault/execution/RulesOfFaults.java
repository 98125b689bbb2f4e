package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.FaultValue.Percent;
import dev.raftbeat.fault.rule.DiskMode;
import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.fault.word.StoreWords;
import dev.raftbeat.fault.word.TimerWords;
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
            Optional<LinkRule> rule = fault.word().rule(fault, settings, by);
            for (Link link : fault.wantedLinks()) {
                if (link.to().equals(self) && fault.word() == LinkWords.BLACKHOLE) {
                    blackholed.add(link.from());
                } else if (link.to().equals(self) && rule.isPresent()) {
                    links.computeIfAbsent(link.from(), peer -> new ArrayList<>())
                            .add(rule.get());
                }
            }
            if (!fault.wantedNodes().contains(self)) {
                continue;
            }
            if (fault.word() == TimerWords.SKEW) {
                clockRate = 1 + fault.fault().value(Percent.class).percent().doubleValue() / 100;
            } else if (fault.word() == StoreWords.STALL_DISK || fault.word() == StoreWords.FAIL_DISK) {
                disk = fault.word() == StoreWords.STALL_DISK ? DiskMode.STALL : DiskMode.FAIL;
                diskFault = Optional.of(by);
            }
        }
        return new NodeRules(new LinkRules(links), clockRate, disk, diskFault, blackholed);
    }
}
