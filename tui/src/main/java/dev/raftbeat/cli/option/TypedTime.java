package dev.raftbeat.cli.option;

import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.util.OptionalLong;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time on the command line: {@code 30s}, {@code 500ms}, {@code 10m}.
 *
 * @param nanos more than 0
 * @param text as it was typed
 */
public record TypedTime(long nanos, String text) {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000_000L);

    /** @throws TypeConversionException when the text is no positive length of time */
    public static TypedTime parse(String text) {
        long nanos = Amounts.nanos(text)
                .filter(time -> time.compareTo(MOST) < 0)
                .map(BigDecimal::longValue)
                .orElse(0L);
        if (nanos >= 1) {
            return new TypedTime(nanos, text);
        }
        throw new TypeConversionException(
                "takes a time such as 30s, 500ms or 10m (units: " + Amounts.UNITS + "), not \"" + text + "\"");
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
