package dev.raftbeat.cli.option;

import dev.raftbeat.protocol.Pace;
import java.util.Locale;

/** Lengths of time on the command line, {@code 30s}, {@code 500ms}, {@code 10m}, and the words for paces. */
public final class TimeOptions {
    private TimeOptions() {}

    /** @throws UserError when the text is no positive length of time */
    public static long nanos(String option, String text) {
        String number = text.replaceAll("(ms|s|m|h)$", "");
        String unit = text.substring(number.length());
        long one = switch (unit) {
            case "ms" -> 1_000_000L;
            case "s", "" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
        double nanos = Numbers.decimal(number).orElse(0) * one;
        if (nanos >= 1 && nanos < 1e18) {
            return (long) nanos;
        }
        throw UserError.usage(option + " takes a time such as 30s, 500ms or 10m, not \"" + text + "\"");
    }

    /** @throws UserError when there is no such pace */
    public static Pace pace(String text) {
        for (Pace one : Pace.values()) {
            if (one.word().equals(text.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw UserError.usage("--pace takes lan, containers or class, not \"" + text + "\"");
    }
}
