package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.TopologySettings;

/**
 * What trials have in common.
 *
 * @param settings the interval, and when a heartbeat counts as missed
 * @param wire the network
 * @param mishap what goes wrong
 * @param lastsIntervals how long it lasts, a crash excepted, which is for good; at least 1
 * @param aligned whether all members' periods begin together and the crash falls just before, as papers assume; otherwise
 *     each begins at its own moment
 */
public record Plan(
        TopologySettings settings, LatencyModel wire, TrialFault mishap, int lastsIntervals, boolean aligned) {
    /** Long enough for every topology to find out. */
    public static final int LASTS_INTERVALS = 60;

    /** @throws IllegalArgumentException when it lasts less than an interval */
    public Plan {
        if (lastsIntervals < 1) {
            throw new IllegalArgumentException("a mishap lasts an interval or more, not " + lastsIntervals);
        }
    }

    /** How many intervals a message takes on average. */
    public double hop() {
        return (wire.latencyMinNanos() + wire.latencyMaxNanos()) / 2.0 / settings.intervalNanos();
    }

    public static Plan of(TrialFault mishap, long intervalNanos) {
        return new Plan(
                TopologySettings.every(intervalNanos, LatencyModel.LAN.lossProbability()),
                LatencyModel.LAN,
                mishap,
                LASTS_INTERVALS,
                false);
    }
}
