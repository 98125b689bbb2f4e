package dev.raftbeat.cli;

import dev.raftbeat.protocol.Pace;
import java.util.Locale;

/** Lengths of time on the command line, {@code 30s}, {@code 500ms}, {@code 10m}, and the words for paces. */
final class Times {
    private Times() {}

    /** @throws Trouble when the text is no positive length of time */
    static long nanos(String option, String text) {
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
        throw Trouble.usage(option + " takes a time such as 30s, 500ms or 10m, not \"" + text + "\"");
    }

    /** @throws Trouble when there is no such pace */
    static Pace pace(String text) {
        for (Pace one : Pace.values()) {
            if (one.word().equals(text.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw Trouble.usage("--pace takes lan, containers or class, not \"" + text + "\"");
    }
}
