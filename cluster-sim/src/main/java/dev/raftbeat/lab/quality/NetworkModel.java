package dev.raftbeat.lab.quality;

/**
 * What happens to heartbeats between a process and its watcher, in numbers. All of it is independent from one heartbeat,
 * or one pause, to the next; real delays follow one another more closely than that.
 *
 * @param intervalNanos how often the process beats unless told otherwise
 * @param sendDeviationNanos the standard deviation of each interval; 0 keeps every beat on the grid. With it the intervals
 *     add up, as in a loop that sleeps
 * @param delay how long a heartbeat is under way
 * @param loss which are lost
 * @param pauses when the process stands still; the beats that it misses are not made up for, one is sent as it goes on
 * @param stalls when the watcher stands still
 * @param outages when the network holds everything back, and delivers it at the end
 * @param ordered whether a heartbeat never overtakes another, as within one TCP connection
 */
record NetworkModel(
        long intervalNanos,
        long sendDeviationNanos,
        Delay delay,
        Loss loss,
        Spells pauses,
        Spells stalls,
        Spells outages,
        boolean ordered) {
    /**
     * A least delay and on top of it a log-normal part.
     *
     * @param leastNanos what nothing undercuts
     * @param medianNanos the median of the part on top
     * @param shape the standard deviation of its logarithm; 0 makes it constant
     * @param mostNanos what nothing exceeds
     */
    record Delay(long leastNanos, double medianNanos, double shape, long mostNanos) {}

    /**
     * Losses one by one, and in bursts whose lengths have a Pareto tail.
     *
     * @param single the chance that a heartbeat outside a burst is lost
     * @param burstStarts the chance that a burst begins at a heartbeat
     * @param tail the exponent of the lengths: the smaller, the longer
     * @param longest how many heartbeats a burst swallows at the most
     */
    record Loss(double single, double burstStarts, double tail, int longest) {
        static Loss single(double chance) {
            return new Loss(chance, 0, 1, 1);
        }
    }

    /**
     * Spells of standing still: exponential times between them, log-normal lengths.
     *
     * @param apartNanos the mean time from the end of one to the next; 0 for none at all
     */
    record Spells(double apartNanos, double medianNanos, double shape, long longestNanos) {
        static final Spells NONE = new Spells(0, 0, 0, 0);
    }

    /** A sender that keeps to its grid on one connection, and nobody that stands still. */
    static NetworkModel of(long intervalNanos, Delay delay, Loss loss) {
        return new NetworkModel(intervalNanos, 0, delay, loss, Spells.NONE, Spells.NONE, Spells.NONE, true);
    }

    NetworkModel every(long nanos) {
        return new NetworkModel(nanos, sendDeviationNanos, delay, loss, pauses, stalls, outages, ordered);
    }

    NetworkModel with(Loss other) {
        return new NetworkModel(intervalNanos, sendDeviationNanos, delay, other, pauses, stalls, outages, ordered);
    }

    NetworkModel withPauses(Spells other) {
        return new NetworkModel(intervalNanos, sendDeviationNanos, delay, loss, other, stalls, outages, ordered);
    }

    NetworkModel withStalls(Spells other) {
        return new NetworkModel(intervalNanos, sendDeviationNanos, delay, loss, pauses, other, outages, ordered);
    }

    NetworkModel withOutages(Spells other) {
        return new NetworkModel(intervalNanos, sendDeviationNanos, delay, loss, pauses, stalls, other, ordered);
    }
}
