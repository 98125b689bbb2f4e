package dev.raftbeat.lab.membership;

/**
 * How a worker is asked for its health; the names, meanings and defaults are those of Kubernetes' probes
 * (periodSeconds, timeoutSeconds, initialDelaySeconds, successThreshold, failureThreshold). Load balancers call the
 * thresholds rise and fall.
 *
 * @param periodNanos from the beginning of one question to that of the next
 * @param timeoutNanos how long an answer may take; later is a failure
 * @param initialDelayNanos how long a worker is left alone after its first heartbeat
 * @param successThreshold how many successes in a row turn failure into success
 * @param failureThreshold how many failures in a row turn success into failure
 */
public record ProbeRules(
        long periodNanos, long timeoutNanos, long initialDelayNanos, int successThreshold, int failureThreshold) {
    public static final ProbeRules KUBERNETES = new ProbeRules(10_000_000_000L, 1_000_000_000L, 0, 1, 3);

    /** @throws IllegalArgumentException in a sentence, when a number is out of its range */
    public ProbeRules {
        if (periodNanos <= 0 || timeoutNanos <= 0 || initialDelayNanos < 0) {
            throw new IllegalArgumentException("a probe's period and timeout are more than 0, its delay is 0 or more");
        }
        if (successThreshold < 1 || failureThreshold < 1) {
            throw new IllegalArgumentException("a probe's thresholds are 1 or more");
        }
    }
}
