/**
 * Raft's leader election and heartbeats as a pure function: Figure 2 of the paper, PreVote, CheckQuorum and leadership
 * transfer of the thesis.
 *
 * <p>Rule: depends on {@code protocol} alone; no clock, thread, logger, file, socket or global randomness.
 */
package dev.raftbeat.raft;
