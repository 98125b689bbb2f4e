/**
 * Failure detectors: whether one process, of which only its heartbeats are heard, is trusted or suspected, and how
 * strongly. Each names its paper.
 *
 * <p>Rule: pure, on {@code protocol} and {@code java.base} alone; times are monotonic nanoseconds that the caller
 * passes in.
 */
package dev.raftbeat.lab.detector;
