package dev.raftbeat.screen.cluster.strip;

import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.StripState;

/**
 * The stretch of time that the strip shows: whole columns counted from the first fact, so that the picture steps and does
 * not shiver. All times are the host's monotonic nanoseconds.
 *
 * @param fromNanos where the first column begins
 * @param columnNanos how long each column is
 * @param now the column of the present; more than the last one while the strip looks back
 */
record StripWindow(long startNanos, long fromNanos, long columnNanos, int columns, int now) {
    /** Up to now, or up to where the strip was stopped; in either case with the column that is chosen. */
    static StripWindow of(Model model, int columns, long nowNanos) {
        StripState strip = model.strip;
        long column = Zoom.columnNanos(strip.zoom);
        long start = model.picture().firstNanos();
        long present = Math.max(0, nowNanos - start) / column;
        long end = Math.min(present + 1, strip.endColumn(start).orElse(present + 1));
        if (strip.cursor().isPresent()) {
            long cursor = Math.floorDiv(strip.cursor().getAsLong() - start, column);
            end = Math.max(cursor + 1, Math.min(end, cursor + columns));
        }
        long first = Math.max(end, columns) - columns;
        return new StripWindow(
                start, start + first * column, column, columns, (int) Math.min(Integer.MAX_VALUE / 2, present - first));
    }

    /** The column of a time; -1 for all times before the window. */
    int at(long nanos) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE / 2, Math.floorDiv(nanos - fromNanos, columnNanos)));
    }

    long toNanos() {
        return fromNanos + columns * columnNanos;
    }

    /** The last column that is not in the future. */
    int lastColumn() {
        return Math.min(columns - 1, now);
    }
}
