/**
 * Two simulated clusters that differ in one setting: the same seed, the same faults at the same times, in step; and the
 * moment where they part.
 *
 * <p>Rule: whatever is done to one is done to the other, at the same virtual time and to the same nodes, but for the one
 * setting; and neither is ever shown at another time than its twin.
 */
package dev.raftbeat.twin;
