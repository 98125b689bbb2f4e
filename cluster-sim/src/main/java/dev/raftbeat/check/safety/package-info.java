/**
 * The invariants I1 to I16: what must hold at every moment of a run.
 *
 * <p>Rule: verdicts never rest on comparing clocks of different nodes.
 */
package dev.raftbeat.check.safety;
