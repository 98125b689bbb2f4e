package dev.raftbeat.twin;

/**
 * Something that was done to a cluster.
 *
 * @param tNanos virtual time
 * @param line of the fault language, its targets resolved to names where that can be said in a line
 */
public record ScriptedAction(long tNanos, String line) {}
