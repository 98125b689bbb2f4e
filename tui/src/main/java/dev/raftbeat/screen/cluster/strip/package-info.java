/**
 * The strip of the last minutes: leaders, terms and faults on one axis of time.
 *
 * <p>Rule: it reads the model and draws; nothing is drawn at another time than its own.
 */
package dev.raftbeat.screen.cluster.strip;
