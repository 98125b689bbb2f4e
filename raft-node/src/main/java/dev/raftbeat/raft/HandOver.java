package dev.raftbeat.raft;

/**
 * What a node remembers of a peer that was handed leadership, by itself or by another leader.
 *
 * @param times how often, counted while it still matters; from 1
 * @param at when it last was, monotonic nanoseconds
 */
public record HandOver(int times, long at) {}
