/**
 * Commands that start, break, watch and stop a cluster of processes.
 *
 * <p>Rule: one class for each command; what it does is done elsewhere.
 */
package dev.raftbeat.cli.cluster;
