/**
 * The liveness properties L1 and following, judged when a run ends: a leader is elected, stays, and moves in time.
 *
 * <p>Rule: facts are put into the order of time, and what that order cannot decide is unknown.
 */
package dev.raftbeat.check.liveness;
