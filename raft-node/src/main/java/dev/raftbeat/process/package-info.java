/**
 * Processes of this machine: the mark by which those of one cluster are known, and the owner with whom they end.
 *
 * <p>Rule: a signal goes only to a process that bears the mark on its own command line, read a moment before.
 */
package dev.raftbeat.process;
