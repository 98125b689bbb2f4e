package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a fault as the rules of one node. A rule is a line of the fault language about one link to the node, or about
 * the node itself, followed by what the node cannot know: {@code from} the beginning of a flap, {@code within} what time
 * a message may be held back, {@code by} which fact.
 */
public final class RuleLines {
    private RuleLines() {}

    /** @param settings those of the receiver */
    static List<String> of(ActiveFault fault, NodeId receiver, Settings settings) {
        List<String> lines = new ArrayList<>();
        if (!fault.word().is(Means.RULES)) {
            return lines;
        }
        String end = fault.word().ruleEnd(fault, settings) + " by "
                + fault.began().orElse(new FactId(NodeId.WORLD, 0, fault.number()));
        for (Link link : fault.wantedLinks()) {
            if (link.to().equals(receiver)) {
                lines.add(rule(fault.fault(), link).text() + end);
            }
        }
        if (fault.wantedNodes().contains(receiver)) {
            lines.add(fault.fault().with(NodeSelector.of(receiver)).text() + end);
        }
        return lines;
    }

    /** What is cut by a shape is cut, for the receiver. */
    private static Fault rule(Fault fault, Link link) {
        return fault.links().isPresent() ? fault.with(LinkSelector.of(link)) : Fault.of(LinkWords.CUT, link);
    }
}
