/**
 * Faults at work: the state of a cluster, the steps that begin and end each, the injector that carries the steps
 * out in a world, and who has obeyed.
 *
 * <p>Rule: a fault is over only when every node has said so.
 */
package dev.raftbeat.fault.execution;
