package dev.raftbeat.fault;

import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A length of time as it is typed: {@code 80ms}, {@code 1.5s}, {@code 2E}.
 *
 * @param amount 0 or more
 * @param unit what it counts
 */
public record TypedDuration(BigDecimal amount, Unit unit) {
    /** What a length of time is counted in. */
    public enum Unit {
        US,
        MS,
        S,
        MIN,
        H,
        /** The largest election timeout of any node. */
        E;

        private final String word = name().equals("E") ? "E" : name().toLowerCase(Locale.ROOT);
        private final long nanos = Amounts.unitNanos(word);

        /** The unit of this word, in any case; a minute has two words. */
        static Optional<Unit> of(String word) {
            long nanos = Amounts.unitNanos(word);
            return Arrays.stream(values())
                    .filter(unit -> word.equals("e") ? unit == E : unit.nanos == nanos && nanos > 0)
                    .findFirst();
        }

        /** As it is written: {@code us}, {@code ms}, {@code s}, {@code min}, {@code h}, {@code E}. */
        public String word() {
            return word;
        }
    }

    /** The longest time that may be asked for: a day, or this many E. */
    static final long ELECTIONS_MAX = 100_000;

    private static final long DAY_NANOS = 86_400L * 1_000_000_000L;

    /** @throws IllegalArgumentException when the time is negative, longer than a day or than 100,000 E */
    public TypedDuration {
        BigDecimal most = BigDecimal.valueOf(unit == Unit.E ? ELECTIONS_MAX : DAY_NANOS / unit.nanos);
        if (amount.signum() < 0 || amount.compareTo(most) > 0) {
            throw new IllegalArgumentException("a time lies between 0 and a day (or 100000E)");
        }
        amount = amount.stripTrailingZeros();
    }

    /**
     * Reads a time by itself, such as {@code 80ms}.
     *
     * @throws FaultSyntaxException when it is none; its column counts from the start of {@code text}
     */
    public static TypedDuration parse(String text) throws FaultSyntaxException {
        Tokens tokens = new Tokens(Token.scan(text, 0, text.length()));
        TypedDuration span = tokens.span(true);
        tokens.requireEnd();
        if (tokens.peek().column() <= text.length()) {
            throw new FaultSyntaxException(tokens.peek().column(), "\"#\"", "the end of the time");
        }
        return span;
    }

    /** The same length in milliseconds, exact to the nanosecond. */
    public static TypedDuration ofNanos(long nanos) {
        return new TypedDuration(BigDecimal.valueOf(nanos, 6), Unit.MS);
    }

    /** @param electionNanosMax what one E is now */
    public long nanos(long electionNanosMax) {
        long one = unit == Unit.E ? electionNanosMax : unit.nanos;
        return amount.multiply(BigDecimal.valueOf(one))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Free of E, so that it means the same whatever is set later. */
    public TypedDuration resolved(long electionNanosMax) {
        return unit == Unit.E ? ofNanos(nanos(electionNanosMax)) : this;
    }

    /** For people: {@code 1.65 s}; with E as it is typed. */
    public String words() {
        return unit == Unit.E ? toString() : Amounts.time(nanos(0));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + unit.word();
    }
}
