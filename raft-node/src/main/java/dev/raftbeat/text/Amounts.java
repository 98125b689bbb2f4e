package dev.raftbeat.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as people read them, in the one form of the whole house; and counts, percentages and lengths of time as
 * people type them: in options, in lines and in files alike. What is typed is plain
 * digits, without a sign, an exponent or a zero in front; a percentage and a time always have their unit. Java's own parsers
 * read other forms as well, such as hexadecimal ones, NaN, or digits of other scripts, and none of them is meant.
 */
public final class Amounts {
    /** The units of time, as a message names them. */
    public static final String UNITS = "us, ms, s, min (or m), h";

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "us",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            SECOND_NANOS,
            "m",
            60 * SECOND_NANOS,
            "min",
            60 * SECOND_NANOS,
            "h",
            3_600 * SECOND_NANOS);

    /** What is counted has to be exact in JSON as well. */
    private static final long WHOLE_MAX = (1L << 53) - 1;

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,15}");
    private static final String DIGITS = "(?:0|[1-9][0-9]{0,17})(?:[.][0-9]{1,17})?";
    private static final Pattern DECIMAL = Pattern.compile(DIGITS);
    private static final Pattern PERCENT = Pattern.compile("(" + DIGITS + ")%");
    private static final Pattern TIME = Pattern.compile("(" + DIGITS + ")([a-z]{1,3})");

    private static final long MICRO_NANOS = 1_000L;
    private static final long MILLI_NANOS = 1_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    private static final long HOUR_NANOS = 60 * MINUTE_NANOS;

    /** Below a second, no more digits than these mean anything to a reader. */
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.DOWN);

    private Amounts() {}

    /**
     * A length of time as people say it: {@code 340 us}, {@code 1.25 ms}, {@code 187 ms}, {@code 1.65 s}, {@code 6 s},
     * {@code 2 min 5 s}, {@code 3 h 20 min}.
     *
     * @param nanos of either sign
     */
    public static String time(long nanos) {
        if (nanos < 0) {
            return "-" + time(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
        }
        if (nanos == 0) {
            return "0 s";
        }
        if (nanos < MILLI_NANOS) {
            return nanos / MICRO_NANOS + " us";
        }
        if (nanos < SECOND_NANOS) {
            return plain(BigDecimal.valueOf(nanos, 6).round(THREE_DIGITS)) + " ms";
        }
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9).setScale(2, RoundingMode.HALF_UP);
        if (seconds.compareTo(BigDecimal.valueOf(60)) < 0) {
            return plain(seconds) + " s";
        }
        return nanos < HOUR_NANOS
                ? two(Math.max(60, nanos / SECOND_NANOS), " min", " s")
                : two(nanos / MINUTE_NANOS, " h", " min");
    }

    /** The same of measured seconds, rounded to three digits; {@code never} when they are infinite. */
    public static String seconds(double seconds) {
        return Double.isInfinite(seconds)
                ? "never"
                : time(BigDecimal.valueOf(seconds)
                        .round(new MathContext(3, RoundingMode.HALF_UP))
                        .movePointRight(9)
                        .longValue());
    }

    /**
     * From one length of time to another, both in the unit of the greater: {@code 150-300 ms}, {@code 0.6-1.2 s}. One alone
     * when they are equal, and each in its own unit from a minute on.
     */
    public static String range(long leastNanos, long mostNanos) {
        String most = time(mostNanos);
        if (time(leastNanos).equals(most)) {
            return most;
        }
        if (mostNanos >= MINUTE_NANOS) {
            return time(leastNanos) + " to " + most;
        }
        BigDecimal unit = BigDecimal.valueOf(unitNanos(most.substring(most.indexOf(' ') + 1)));
        BigDecimal least = BigDecimal.valueOf(leastNanos).divide(unit, THREE_DIGITS);
        return plain(least) + "-" + most;
    }

    /** How long ago, in at most four characters: {@code 0.2s}, {@code 12s}, {@code 5m}, {@code 2h}. */
    public static String age(long nanos) {
        long past = Math.max(0, nanos);
        if (past < 10 * SECOND_NANOS) {
            return past / SECOND_NANOS + "." + past / (SECOND_NANOS / 10) % 10 + "s";
        }
        if (past < 100 * SECOND_NANOS) {
            return past / SECOND_NANOS + "s";
        }
        return past < 100 * MINUTE_NANOS ? past / MINUTE_NANOS + "m" : Math.min(999, past / HOUR_NANOS) + "h";
    }

    /** A moment of a run, in seconds since its beginning, to the millisecond: {@code 12.310 s}. */
    public static String moment(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP) + " s";
    }

    /** A count of the smaller of two units, sixty of which make one of the greater. */
    private static String two(long count, String greater, String smaller) {
        return count / 60 + greater + (count % 60 == 0 ? "" : " " + count % 60 + smaller);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** A whole number, 0 to 2^53-1; nothing where it is anything else. */
    public static OptionalLong whole(String text) {
        long value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : Long.MAX_VALUE;
        return value <= WHOLE_MAX ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** Digits, perhaps with a point among them, below 2^53; nothing where it is anything else. */
    public static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text)).filter(value -> value.compareTo(BigDecimal.valueOf(WHOLE_MAX)) <= 0)
                : Optional.empty();
    }

    /** A number with its sign, such as {@code 0.1%}, in percent; nothing where it is anything else. */
    public static Optional<BigDecimal> percent(String text) {
        Matcher parts = PERCENT.matcher(text);
        return parts.matches() ? Optional.of(new BigDecimal(parts.group(1))) : Optional.empty();
    }

    /** A number with a unit, such as {@code 1.5s}, in nanoseconds; nothing where it is anything else. */
    public static Optional<BigDecimal> nanos(String text) {
        Matcher parts = TIME.matcher(text);
        return parts.matches() && UNIT_NANOS.containsKey(parts.group(2))
                ? Optional.of(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unitNanos(parts.group(2)))))
                : Optional.empty();
    }

    /** How many nanoseconds a unit is; 0 for one that there is not. */
    public static long unitNanos(String unit) {
        return UNIT_NANOS.getOrDefault(unit, 0L);
    }
}
