/**
 * The simulated world: hosts with clocks, disks and processes, and a network between them, in virtual time, around the
 * same core, driver, fault language and rules as the live nodes have.
 *
 * <p>Rule: one seed, one run. All randomness is forked from the seed, one generator a component, a fixed number of draws
 * an event; real time is seen by the player and the benchmark alone.
 */
package dev.raftbeat.sim;
