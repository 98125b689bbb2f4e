package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.net.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a worker beats.
 *
 * @param monitors one or more; it beats to the first that answers
 * @param intervalNanos from one heartbeat to the next
 * @param longestNanos the same, when it has nothing to say
 * @param dir where it counts its lives
 * @param port where it answers {@code /livez} and {@code /readyz}; 0 lets the system choose
 * @param token what the monitors ask for, if anything
 */
public record WorkerOptions(
        String id,
        List<URI> monitors,
        long intervalNanos,
        long longestNanos,
        Path dir,
        OptionalInt port,
        Optional<String> token,
        Card card) {
    /**
     * What it tells of itself.
     *
     * @param load fixed figures, for play; what is empty is measured
     * @param overload the share of processors or memory from which it is not ready
     */
    public record Card(
            Optional<String> version,
            Optional<String> build,
            OptionalLong term,
            List<String> shards,
            Load load,
            double overload) {
        public Card {
            shards = List.copyOf(shards);
        }
    }

    /** @throws IllegalArgumentException in a sentence, when an option may not be so */
    public WorkerOptions {
        monitors = List.copyOf(monitors);
        if (monitors.isEmpty()) {
            throw new IllegalArgumentException("a worker needs at least one monitor");
        }
        HostPort.requireDistinct("--monitor", MonitorOptions.places(monitors));
        if (intervalNanos < 1_000_000L) {
            throw new IllegalArgumentException("the interval is at least 1ms");
        }
        if (longestNanos < intervalNanos || longestNanos > 60 * intervalNanos) {
            throw new IllegalArgumentException(
                    "the longest interval lies between the interval and sixty times as much");
        }
    }
}
