/**
 * The one language of faults: what a line is made of, what the row of a word can say, which nodes and links a line means
 * on a given cluster, and the faults that are active.
 *
 * <p>Rule: pure, on {@code protocol} and {@code java.base} alone; whoever uses it passes time and randomness in.
 */
package dev.raftbeat.fault;
