/**
 * Heartbeat topologies: who sends heartbeats to whom in a group of up to a hundred thousand members, who judges, and how
 * the judgement gets to everybody. Each member is an object that knows only what it was told: its own number, the size of
 * the group, and what arrives.
 *
 * <p>Rule: pure, on {@code detect} and {@code java.base} alone; no clock, thread or chance but what is passed in. Members
 * are mutable, because an immutable state per step would cost more than all that the protocols do at such sizes.
 */
package dev.raftbeat.topology;
