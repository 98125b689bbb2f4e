package dev.raftbeat.lab.topology;

/**
 * What all topologies are run with, so that they can be compared.
 *
 * @param intervalNanos between heartbeats, or the protocol period of SWIM and gossip; at least a microsecond
 * @param missedBeats how many intervals of silence make a heartbeat topology declare a member dead; at least 2
 * @param lossProbability of a message, by which gossip of counters sets its timeout; 0 or more and less than 1
 */
public record TopologySettings(long intervalNanos, int missedBeats, double lossProbability) {
    /** What most systems that count heartbeats ship with. */
    public static final int MISSED_BEATS = 3;

    /** @throws IllegalArgumentException when a number is out of its range */
    public TopologySettings {
        if (intervalNanos < 1000 || missedBeats < 2 || !(lossProbability >= 0 && lossProbability < 1)) {
            throw new IllegalArgumentException(
                    "a topology needs an interval of 1 us or more, 2 missed heartbeats or more, and a loss of 0 or more and less than 1");
        }
    }

    /** Three missed heartbeats. */
    public static TopologySettings every(long intervalNanos, double lossProbability) {
        return new TopologySettings(intervalNanos, MISSED_BEATS, lossProbability);
    }

    /** Half an interval more, so that a late heartbeat is not a missed one. */
    long timeoutNanos() {
        return missedBeats * intervalNanos + intervalNanos / 2;
    }

    /** When the next heartbeat is due after one that was due at {@code due}; none are made up for after a standstill. */
    long after(long due, long now) {
        return due + intervalNanos > now ? due + intervalNanos : now + intervalNanos;
    }
}
