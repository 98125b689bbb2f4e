/**
 * The one language of faults: its words, what they mean on a given cluster, the rules that nodes hold because of them,
 * and the port through which each world carries them out.
 *
 * <p>Rule: pure, on {@code protocol} and {@code java.base} alone; whoever uses it passes time and randomness in.
 */
package dev.raftbeat.fault;
