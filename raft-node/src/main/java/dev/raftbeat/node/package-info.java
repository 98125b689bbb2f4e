/**
 * A node as a process: options, ballot file, control endpoint, main.
 *
 * <p>Rule: may use everything in this module and nothing outside it; no decision of a protocol is made here.
 */
package dev.raftbeat.node;
