package dev.raftbeat.lab.detector;

import dev.raftbeat.lab.detector.Suspicion.Opinion;

/**
 * Trust, once lost, returns only after several heartbeats in a row, each before the detector within would suspect again:
 * the success threshold of Kubernetes' readiness probes and the rise count of load balancers. It turns many short
 * mistakes into fewer long ones: damping bought with a longer mistake.
 */
final class Hysteresis implements FailureDetector {
    private final FailureDetector within;
    private final int beatsToTrust;
    private boolean distrusted;
    private int beatsInRow;

    Hysteresis(FailureDetector within, int beatsToTrust) {
        this.within = within;
        this.beatsToTrust = beatsToTrust;
    }

    @Override
    public boolean heartbeat(long nowNanos, long sequence) {
        boolean tooLate = within.suspects(nowNanos);
        if (!within.heartbeat(nowNanos, sequence)) {
            return false;
        }
        if (tooLate) {
            distrusted = true;
            beatsInRow = 0;
        }
        if (distrusted) {
            beatsInRow++;
            distrusted = beatsInRow < beatsToTrust;
        }
        return true;
    }

    @Override
    public void distrust() {
        distrusted = true;
        beatsInRow = 0;
    }

    @Override
    public void expectEvery(long intervalNanos) {
        within.expectEvery(intervalNanos);
    }

    @Override
    public void watcherLate(long nowNanos, long lateNanos) {
        within.watcherLate(nowNanos, lateNanos);
    }

    @Override
    public Suspicion level(long nowNanos) {
        Suspicion inner = within.level(nowNanos);
        return distrusted ? new Suspicion(Opinion.SUSPECTED, inner.level(), inner.threshold(), inner.unit()) : inner;
    }

    @Override
    public boolean suspects(long nowNanos) {
        return distrusted || within.suspects(nowNanos);
    }

    @Override
    public long nextChangeAt(long nowNanos) {
        return distrusted ? NEVER : within.nextChangeAt(nowNanos);
    }
}
