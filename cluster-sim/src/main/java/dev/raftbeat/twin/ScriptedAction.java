package dev.raftbeat.twin;

import dev.raftbeat.fault.Fault;

/**
 * Something that was done to a cluster.
 *
 * @param tNanos virtual time
 * @param line its targets resolved to names where that can be said in a line
 */
public record ScriptedAction(long tNanos, Fault line) {}
