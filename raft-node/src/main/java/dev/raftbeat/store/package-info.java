/**
 * A resource outside the cluster: a key-value file that leaders write to, what a write carries, and what keeps a stale
 * leader away (fencing tokens, leases). It also runs as a process of its own, on loopback, with one write at a time.
 *
 * <p>Rule: what may land is decided by the pure classes, on times that the caller passes in; the process makes it
 * durable, tells it and answers, in this order. Nothing of a node is known here.
 */
package dev.raftbeat.store;
