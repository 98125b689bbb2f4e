package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.detector.SuspicionTimeout;

/** A suspicion that may still be refuted, and those who came to it by themselves. */
final class RefutableSuspicion {
    final int subject;
    final int incarnation;
    private final long began;
    private final int[] accusers = new int[SuspicionTimeout.CONFIRMATIONS + 1];
    private int count = 1;

    RefutableSuspicion(int subject, int incarnation, int accuser, long began) {
        this.subject = subject;
        this.incarnation = incarnation;
        this.began = began;
        accusers[0] = accuser;
    }

    /** Another accuser. @return whether it was new and still counts */
    boolean confirm(int accuser) {
        if (count == accusers.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (accusers[i] == accuser) {
                return false;
            }
        }
        accusers[count++] = accuser;
        return true;
    }

    long deadline(SuspicionTimeout timeout) {
        return began + timeout.nanosAfter(count - 1);
    }
}
