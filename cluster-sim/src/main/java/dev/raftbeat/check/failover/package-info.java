/**
 * Measures: every change of leader, how long it took, whether it had to be, and how restless a cluster is.
 *
 * <p>Rule: measures compare clocks of different nodes, and say so.
 */
package dev.raftbeat.check.failover;
