package dev.raftbeat.screen.canvas;

import dev.raftbeat.text.Amounts;

/**
 * Times in as few characters as tell them, for columns that are a few characters wide. Elsewhere a length of time is told
 * by {@link dev.raftbeat.text.Amounts#time}. All arguments are nanoseconds.
 */
public final class ClockText {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private ClockText() {}

    /** See {@link Amounts#age}. */
    public static String age(long nanos) {
        return Amounts.age(nanos);
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
