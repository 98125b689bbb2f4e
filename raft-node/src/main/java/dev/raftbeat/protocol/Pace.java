package dev.raftbeat.protocol;

import java.util.Locale;

/** Three sets of intervals: one for speed, one for containers, one for eyes. */
public enum Pace {
    /** The paper's: heartbeat 50 ms, election timeout 150 to 300 ms (§9.3). */
    LAN(50, 150, 300),
    /** Wide enough for a virtual network on a busy machine. */
    CONTAINERS(100, 500, 1000),
    /** Slow enough to follow with the eye. */
    CLASS(500, 1500, 3000);

    private static final long MILLI = 1_000_000L;
    private final Settings settings;

    Pace(long heartbeatMillis, long electionMillisMin, long electionMillisMax) {
        settings = new Settings(
                heartbeatMillis * MILLI,
                electionMillisMin * MILLI,
                electionMillisMax * MILLI,
                true,
                true,
                0,
                0,
                0,
                true,
                1);
    }

    /** The intervals of this pace, PreVote, CheckQuorum and evidence on, an empty log. */
    public Settings settings() {
        return settings;
    }

    /** The word by which people choose it: {@code lan}, {@code containers}, {@code class}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
