package dev.raftbeat.lab.detector;

/**
 * Lifeguard's local health multiplier: how much a watcher doubts itself (Dadgar, Phillips and Currey, DSN 2018, §IV-A).
 * A score from 0 to a maximum; a watcher multiplies its probe interval and timeout by one more than the score. Worse by
 * one when a probe fails, when it has to refute a suspicion of itself, and when a negative acknowledgement that was due
 * did not come; better by one with each successful probe.
 */
public final class LocalHealth {
    /** The paper's maximum, S: probes slow down to nine times their interval. */
    public static final int SCORE_MAX = 8;

    private int score;

    public void better() {
        score = Math.max(0, score - 1);
    }

    public void worse() {
        score = Math.min(SCORE_MAX, score + 1);
    }

    /** 0 is healthy. */
    public int score() {
        return score;
    }

    /** By what a probe's interval and timeout are multiplied, 1 to 9. */
    public int multiplier() {
        return score + 1;
    }
}
