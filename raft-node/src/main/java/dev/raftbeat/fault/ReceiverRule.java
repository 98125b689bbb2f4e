package dev.raftbeat.fault;

import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Settings;

/** What a node does with what comes over a link, by the fault and the node's settings. */
public interface ReceiverRule {
    /** @param by the fact that told of the fault */
    LinkRule of(ActiveFault fault, Settings receiver, FactId by);
}
