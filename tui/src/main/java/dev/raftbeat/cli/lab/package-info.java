/**
 * Commands of the heartbeat laboratory.
 *
 * <p>Rule: one class for each command; what it does is done elsewhere.
 */
package dev.raftbeat.cli.lab;
