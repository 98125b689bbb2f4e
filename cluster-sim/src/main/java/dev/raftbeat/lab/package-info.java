/**
 * The heartbeat laboratory: streams of heartbeats, drawn from a seed or taken from a recording, with what really
 * happened beside them; failure detectors run over one and the same stream, and what they were worth.
 *
 * <p>Rule: no clock and no process; a stream and a seed decide every number, and detectors come from {@code detect} alone.
 */
package dev.raftbeat.lab;
