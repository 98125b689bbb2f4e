/**
 * The store as a process of its own: a key-value file with one write at a time, on loopback.
 *
 * <p>Rule: what may land is decided in {@code fence}; here it is made durable, told, and answered, in this order. Nothing
 * of a node is known here.
 */
package dev.raftbeat.store;
