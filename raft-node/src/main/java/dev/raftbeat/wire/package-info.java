/**
 * Messages and facts as JSON: what travels between nodes, and what a node tells its readers, one line a fact.
 *
 * <p>Rule: pure functions of their input; no class is ever named by what was read, and frames and facts need no more of
 * Jackson than its streaming core, because a node must start fast.
 */
package dev.raftbeat.wire;
