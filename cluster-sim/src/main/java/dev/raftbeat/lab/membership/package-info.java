/**
 * The state machine of a heartbeat monitor: which workers it knows, what each said of itself, and who is alive,
 * suspected, dead or back with a higher generation.
 *
 * <p>Rule: pure, on {@code lab.detector} and {@code java.base} alone; what is kept for each worker and for all of them
 * is bounded.
 */
package dev.raftbeat.lab.membership;
