/**
 * The processes of the heartbeat laboratory: a monitor that takes heartbeats over HTTP and tells who is alive, and
 * workers that send them. What a monitor thinks is the state machine of {@code lab.membership}; here are its clock,
 * sockets and file.
 *
 * <p>Rule: what comes from outside is bounded before it is read, refused with a sentence where it does not fit, and
 * never ends the process.
 */
package dev.raftbeat.lab.monitor;
