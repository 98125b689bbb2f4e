/**
 * Messages, facts, statuses, rules and files of our own as JSON: what travels between nodes, what a node tells its readers,
 * and what commands leave for each other.
 *
 * <p>Rule: pure functions of their input; no class is ever named by what was read, and what a node needs is done on
 * Jackson's streaming core, because a node must start fast and be small.
 */
package dev.raftbeat.wire;
