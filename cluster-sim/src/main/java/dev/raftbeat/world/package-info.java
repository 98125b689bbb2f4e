/**
 * What can be watched and broken, whatever it is made of: the {@code World}, how one is found, and the folds that turn
 * its facts into what a person wants to know.
 *
 * <p>Rule: depends on the contract of raft-node alone; it knows no process, no socket and no simulator.
 */
package dev.raftbeat.world;
