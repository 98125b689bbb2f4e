/**
 * Messages and facts as JSON: what travels between nodes, and what a node tells its readers, one line a fact.
 *
 * <p>Rule: pure functions of their input over Jackson's streaming core; no data binding, no class named by the input, and
 * nothing read that was not asked for by name.
 */
package dev.raftbeat.wire;
