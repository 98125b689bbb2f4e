package dev.raftbeat.scale;

/**
 * The network of a group: every message takes a time drawn evenly between two bounds, or is lost.
 *
 * @param latencyMinNanos 0 or more
 * @param latencyMaxNanos at least the least
 * @param lossProbability 0 or more and less than 1
 */
public record Wire(long latencyMinNanos, long latencyMaxNanos, double lossProbability) {

    /** A quiet local network: half a millisecond to one and a half, one message in a thousand lost. */
    public static final Wire LAN = new Wire(500_000, 1_500_000, 0.001);

    /** @throws IllegalArgumentException when a number is out of its range */
    public Wire {
        if (latencyMinNanos < 0
                || latencyMaxNanos < latencyMinNanos
                || !(lossProbability >= 0 && lossProbability < 1)) {
            throw new IllegalArgumentException(
                    "a wire needs 0 <= least latency <= most, and a loss of 0 or more and less than 1");
        }
    }

    public Wire losing(double probability) {
        return new Wire(latencyMinNanos, latencyMaxNanos, probability);
    }
}
