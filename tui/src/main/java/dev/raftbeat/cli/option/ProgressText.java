package dev.raftbeat.cli.option;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.world.PlainText;
import java.util.Locale;

/** How far work has come, in a sentence of one short line. */
final class ProgressText {
    private static final long SECOND = 1_000_000_000L;

    private ProgressText() {}

    /** What is done, and the time left if the rest goes as fast as what is done. */
    static String line(Progress progress, long elapsedNanos) {
        return share(progress) + " after " + seconds(elapsedNanos) + left(progress, elapsedNanos);
    }

    /** What is done, without an estimate. */
    static String share(Progress progress) {
        double total = progress.total();
        if (total <= 0) {
            return progress.unit().isEmpty() ? "working" : progress.unit();
        }
        // The share of work that was estimated may come out a little high.
        double done = Math.min(progress.done(), total);
        long percent = (long) Math.floor(100 * done / total);
        if (progress.unit().isEmpty()) {
            return percent + " % done";
        }
        String counts = String.format(Locale.ROOT, "%,.0f of %,.0f %s", done, total, progress.unit());
        return counts + (progress.totalGrows() ? " found so far" : " (" + percent + " %)");
    }

    private static String left(Progress progress, long elapsedNanos) {
        double done = Math.min(progress.done(), progress.total());
        if (done <= 0) {
            return "";
        }
        double left = elapsedNanos * (progress.total() - done) / done;
        return (progress.totalGrows() ? ", at least " : ", about ") + seconds((long) Math.min(left, 1e18)) + " to go";
    }

    /** Whole seconds, at least one; whole minutes from an hour on. */
    private static String seconds(long nanos) {
        long seconds = Math.max(1, Math.round((double) nanos / SECOND));
        return PlainText.duration(seconds * SECOND);
    }
}
