package dev.raftbeat.check.liveness;

import dev.raftbeat.protocol.StampedFact;

/**
 * How a cluster came by a new leader after the old one was lost to a core that hears itself undisturbed.
 *
 * @param lost the fact by which the leader was lost
 * @param followed the fact with which a quorum followed the next
 * @param firstTermWon whether somebody came to lead the first term that anybody of the core campaigned in
 */
record Recovery(ElectableCore core, StampedFact lost, StampedFact followed, boolean firstTermWon) {
    long nanos() {
        return followed.tNanos() - lost.tNanos();
    }
}
