package dev.raftbeat.lab.membership;

/**
 * One question that a worker is asked over and over, and what its answers come to: the outcome changes only after as
 * many answers in a row as the threshold says. Before that many have come it is what it began with: success for
 * liveness, failure for readiness, as in Kubernetes.
 */
public final class Probe {
    private final ProbeRules rules;
    private boolean passing;
    private boolean lastAnswer;
    private int inRow;
    private long answers;
    private long nextAt;

    /** @param beginsPassing true for liveness, false for readiness */
    public Probe(ProbeRules rules, boolean beginsPassing, long nowNanos) {
        this.rules = rules;
        this.passing = beginsPassing;
        this.nextAt = nowNanos + rules.initialDelayNanos();
    }

    /** Whether it is time to ask; the next time is a period later. */
    public boolean due(long nowNanos) {
        if (nowNanos < nextAt) {
            return false;
        }
        nextAt = nowNanos + rules.periodNanos();
        return true;
    }

    /** @return whether the outcome changed by this answer */
    public boolean answered(boolean success) {
        inRow = answers > 0 && success == lastAnswer ? inRow + 1 : 1;
        answers++;
        lastAnswer = success;
        boolean enough = inRow >= (success ? rules.successThreshold() : rules.failureThreshold());
        boolean changed = enough && passing != success;
        passing = enough ? success : passing;
        return changed;
    }

    public boolean passing() {
        return passing;
    }

    /** How many answers there were. */
    public long answers() {
        return answers;
    }

    /** How many of the last answers were alike. */
    public int inRow() {
        return inRow;
    }
}
