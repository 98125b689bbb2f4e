/**
 * Clusters of real processes on this machine: their directory, their launch, their faults, their end.
 *
 * <p>Rule: nothing is left behind. Whatever is started here is written down before it can be lost, and a guardian that no
 * fault can touch ends it when its owner is gone.
 */
package dev.raftbeat.local;
