package dev.raftbeat.net;

/** When the side that opened a connection asks whether the other is there, and how long that one has been silent. */
final class Pings {
    private final Timing timing;
    private int unanswered;
    private long heardNanos;
    private long pingedNanos;

    Pings(Timing timing) {
        this.timing = timing;
    }

    /** The peer has shown that it reads what is sent to it; or its silence so far cannot be held against it. */
    void answered(long now) {
        heardNanos = now;
        unanswered = 0;
    }

    void pinged(long now) {
        unanswered++;
        pingedNanos = now;
    }

    boolean isDue(long now) {
        return unanswered == 0
                ? silentNanos(now) >= timing.restNanos()
                : now - pingedNanos >= timing.quickNanos() * 9 / 10;
    }

    boolean areAnswered() {
        return unanswered == 0;
    }

    /** No further ping is worth it. */
    boolean areInVain() {
        return unanswered >= Timing.PINGS_MAX;
    }

    long silentNanos(long now) {
        return now - heardNanos;
    }
}
