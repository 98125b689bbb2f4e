package dev.raftbeat.raft;

/**
 * What a node remembers of having handed leadership to a peer because of its priority.
 *
 * @param priority the peer's then
 * @param times how often, counted while it still matters; from 1
 * @param at when it last did, monotonic nanoseconds
 */
public record HandOver(int priority, int times, long at) {}
