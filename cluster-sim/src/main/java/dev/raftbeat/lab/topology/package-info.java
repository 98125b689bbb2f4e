/**
 * Heartbeat topologies: who sends heartbeats to whom in a group of up to a hundred thousand members, who judges, and
 * how the judgement reaches everybody. A member is an object that knows only its number, the size of the group, and
 * what arrives.
 *
 * <p>Rule: pure, on {@code lab.detector} and {@code java.base} alone; no clock, thread or chance but what is passed
 * in. Members are mutable, because an immutable state per step would cost more than all that the protocols do at such
 * sizes.
 */
package dev.raftbeat.lab.topology;
