/**
 * The heartbeat laboratory's processes: a monitor that takes heartbeats over HTTP and tells who is alive, and workers
 * that beat. What a monitor thinks is a pure state machine of {@code detect}; here are its clock, sockets and file.
 *
 * <p>Rule: whatever comes from outside is bounded before it is read, refused with a sentence where it does not fit, and
 * never ends the process.
 */
package dev.raftbeat.monitor;
