package dev.raftbeat.lab.detector;

import java.util.Locale;

/**
 * How strongly a process is suspected at one moment.
 *
 * @param level 0 or more; grows while nothing is heard, in the detector's own unit
 * @param threshold the level from which the process is suspected, more than 0
 * @param unit what both count: {@code s} since the last heartbeat, {@code beats} missed, or {@code phi}
 */
public record Suspicion(Opinion opinion, double level, double threshold, String unit) {
    /** What a watcher thinks of a process. */
    public enum Opinion {
        /** Never heard, so there are no grounds for either. */
        UNKNOWN,
        TRUSTED,
        SUSPECTED
    }

    /** The level as a share of the threshold: 1 is where suspicion begins. With hysteresis it may fall before trust returns. */
    public double share() {
        return level / threshold;
    }

    /** Such as {@code phi 3.20 of 8}, {@code 1.4 of 3 beats}, {@code 0.25 of 5 s}. */
    @Override
    public String toString() {
        if (opinion == Opinion.UNKNOWN) {
            return "unknown";
        }
        String numbers = number(level) + " of " + number(threshold);
        return unit.equals("phi") ? "phi " + numbers : numbers + " " + unit;
    }

    /** With two digits behind the point, unless they are noughts. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
