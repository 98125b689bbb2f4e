package dev.raftbeat.lab.group;

/**
 * The network of a group: every message takes a time drawn evenly between two bounds, or is lost.
 *
 * @param latencyMinNanos 0 or more
 * @param latencyMaxNanos at least the least
 * @param lossProbability 0 or more and less than 1
 */
public record LatencyModel(long latencyMinNanos, long latencyMaxNanos, double lossProbability) {

    /** A quiet local network: half a millisecond to one and a half, one message in a thousand lost. */
    public static final LatencyModel LAN = new LatencyModel(500_000, 1_500_000, 0.001);

    /** @throws IllegalArgumentException when a number is out of its range */
    public LatencyModel {
        if (latencyMinNanos < 0
                || latencyMaxNanos < latencyMinNanos
                || !(lossProbability >= 0 && lossProbability < 1)) {
            throw new IllegalArgumentException(
                    "a wire needs 0 <= least latency <= most, and a loss of 0 or more and less than 1");
        }
    }

    public LatencyModel losing(double probability) {
        return new LatencyModel(latencyMinNanos, latencyMaxNanos, probability);
    }
}
