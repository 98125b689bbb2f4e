package dev.raftbeat.screen.canvas;

/**
 * Times in as few characters as tell them, for columns that are a few characters wide. Elsewhere a length of time is told
 * by {@link dev.raftbeat.text.Amounts#time}. All arguments are nanoseconds.
 */
public final class ClockText {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private ClockText() {}

    /** How long ago, in at most four characters: {@code 0.2s}, {@code 12s}, {@code 5m}, {@code 2h}. */
    public static String age(long nanos) {
        long past = Math.max(0, nanos);
        if (past < 10 * SECOND) {
            return past / SECOND + "." + past / (SECOND / 10) % 10 + "s";
        }
        if (past < 100 * SECOND) {
            return past / SECOND + "s";
        }
        return past < 100 * MINUTE ? past / MINUTE + "m" : Math.min(999, past / HOUR) + "h";
    }

    /** A stretch of time on a clock: {@code 02:41}, {@code 1:02:41}. */
    public static String clock(long nanos) {
        long seconds = Math.max(0, nanos) / SECOND;
        String minutes = two(seconds / 60 % 60) + ":" + two(seconds % 60);
        return seconds < 3600 ? minutes : seconds / 3600 + ":" + minutes;
    }

    /** A moment after the start, to the millisecond: {@code 0:02.641}. */
    public static String moment(long nanos) {
        long millis = Math.max(0, nanos) / MILLI;
        long seconds = millis / 1000;
        String rest = two(seconds % 60) + "." + three(millis % 1000);
        long minutes = seconds / 60;
        return minutes < 60 ? minutes + ":" + rest : minutes / 60 + ":" + two(minutes % 60) + ":" + rest;
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String three(long number) {
        return number < 10 ? "00" + number : number < 100 ? "0" + number : Long.toString(number);
    }
}
