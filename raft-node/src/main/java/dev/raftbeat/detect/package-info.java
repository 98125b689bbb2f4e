/**
 * Failure detectors: whether one process, of which only its heartbeats are heard, is to be trusted or suspected, and how
 * strongly; each after the paper that its docstring names.
 *
 * <p>Rule: pure, on {@code protocol} and {@code java.base} alone; times are monotonic nanoseconds that the caller passes in.
 */
package dev.raftbeat.detect;
