/**
 * Logs of etcd 3.3 to 3.6, read as facts.
 *
 * <p>Rule: what a log does not tell is left out, and not guessed. The places in a node's life leave room for it, so that checks
 * know that they did not hear everything.
 */
package dev.raftbeat.etcd;
