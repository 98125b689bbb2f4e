package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Settings;
import java.util.OptionalLong;

/**
 * What the world has laid down for a node: it must have all of it before its first message, in each of its lives.
 *
 * @param rules what its links, its disk and its clock are to do
 * @param settings its settings in full
 * @param alignedNanos the one election timeout that {@code align timers} gave it, if timers are aligned
 */
public record NodeSetup(NodeRules rules, Settings settings, OptionalLong alignedNanos) {}
