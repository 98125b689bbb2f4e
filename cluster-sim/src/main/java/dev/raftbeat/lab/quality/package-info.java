/**
 * How good failure detectors are: streams of heartbeats, drawn from a seed or taken from a recording, with what really
 * happened beside them; detectors that run over the same stream, and their detection times and mistakes.
 *
 * <p>Rule: no clock and no process; a stream and a seed decide every number, and detectors come from {@code
 * lab.detector} alone.
 */
package dev.raftbeat.lab.quality;
