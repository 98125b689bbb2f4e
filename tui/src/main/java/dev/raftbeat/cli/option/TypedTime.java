package dev.raftbeat.cli.option;

import java.util.OptionalLong;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time on the command line: {@code 30s}, {@code 500ms}, {@code 10m}.
 *
 * @param nanos more than 0
 * @param text as it was typed
 */
public record TypedTime(long nanos, String text) {
    /** @throws TypeConversionException when the text is no positive length of time */
    public static TypedTime parse(String text) {
        String number = text.replaceAll("(ms|s|m|h)$", "");
        long one = switch (text.substring(number.length())) {
            case "ms" -> 1_000_000L;
            case "s", "" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
        double nanos = Numbers.decimal(number).orElse(0) * one;
        if (nanos >= 1 && nanos < 1e18) {
            return new TypedTime((long) nanos, text);
        }
        throw new TypeConversionException("takes a time such as 30s, 500ms or 10m, not \"" + text + "\"");
    }

    /** Of an option that may not have been given. */
    public static OptionalLong nanos(TypedTime orNull) {
        return orNull == null ? OptionalLong.empty() : OptionalLong.of(orNull.nanos);
    }

    /**
     * The nanoseconds, between two bounds.
     *
     * @param range the bounds in words, such as {@code from 1ms to 1h}
     * @throws UserError when it is beyond them
     */
    public long within(String option, long leastNanos, long mostNanos, String range) {
        if (nanos < leastNanos || nanos > mostNanos) {
            throw UserError.usage(option + " takes a time " + range + ", not \"" + text + "\"");
        }
        return nanos;
    }

    @Override
    public String toString() {
        return text;
    }
}
