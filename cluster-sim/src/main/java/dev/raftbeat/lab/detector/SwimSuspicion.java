package dev.raftbeat.lab.detector;

/**
 * SWIM's two stages, seen from one watcher: when a protocol period and its acknowledgement's time have passed without a
 * sign of life the process falls under suspicion, which is kept quiet, and only when the suspicion timeout has passed
 * too is it declared failed, which is what is told here (Das, Gupta and Motivala, DSN 2002, §4.2). A heartbeat stands for
 * the acknowledgement of a probe, and half an interval for the time to wait for it, as in memberlist.
 *
 * <p>With local health (Lifeguard, Dadgar et al. 2018, §IV-A) the first stage is as many times longer as the watcher
 * doubts itself. It doubts itself by one more with every probe that went unanswered and every time it comes late by more
 * than half an interval, and by one less with every answer in time. Confirmations by others belong to a group, not to a
 * single watcher; see {@link SuspicionTimeout}.
 */
final class SwimSuspicion extends SilenceDetector {
    private final long suspicionNanos;
    private final boolean healthMatters;
    private final LocalHealth health = new LocalHealth();

    SwimSuspicion(long intervalNanos, long suspicionNanos, boolean healthMatters) {
        super(intervalNanos);
        this.suspicionNanos = suspicionNanos;
        this.healthMatters = healthMatters;
    }

    private long probeNanos() {
        return interval() + interval() / 2;
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        if (sinceNanos < 0) {
            return;
        }
        if (sinceNanos > probeNanos()) {
            health.worse();
        } else {
            health.better();
        }
    }

    @Override
    public void watcherLate(long nowNanos, long lateNanos) {
        if (lateNanos > interval() / 2) {
            health.worse();
            patienceChanged();
        }
    }

    @Override
    long patience() {
        return probeNanos() * (healthMatters ? health.multiplier() : 1) + suspicionNanos;
    }
}
