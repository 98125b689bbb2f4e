package dev.raftbeat.table;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param <R> a row
 * @param key its name for programs, in camelCase, with its unit last: {@code detectionP99Seconds}
 * @param heading its name for people; empty for a column that programs alone get
 * @param width the least width for people, in characters
 * @param right whether it is aligned to the right, as numbers are
 * @param value what programs get: text, a whole number, a double, a boolean, a list of these, an {@code Optional} of one,
 *     or null for what is not known
 * @param cell what people get
 */
public record Column<R>(
        String key, String heading, int width, boolean right, Function<R, ?> value, Function<R, String> cell) {
    /** What people read where nothing is known. */
    private static final String NOTHING = "-";

    /** Text for both. */
    public static <R> Column<R> text(String key, String heading, Function<R, ?> value) {
        return new Column<>(key, heading, 0, false, value, row -> shown(value.apply(row)));
    }

    /** A number that people read as it is. */
    public static <R> Column<R> number(String key, String heading, Function<R, ?> value) {
        return number(key, heading, value, row -> shown(value.apply(row)));
    }

    /** A number that people read in another form, such as a time with its unit. */
    public static <R> Column<R> number(String key, String heading, Function<R, ?> value, Function<R, String> cell) {
        return new Column<>(key, heading, 0, true, value, cell);
    }

    /** For programs alone. */
    public static <R> Column<R> data(String key, Function<R, ?> value) {
        return new Column<>(key, "", 0, false, value, row -> "");
    }

    /** The same, at least so wide. */
    public Column<R> wide(int least) {
        return new Column<>(key, heading, least, right, value, cell);
    }

    boolean forPeople() {
        return !heading.isEmpty();
    }

    /** What programs get, without wrappers; null for what is not known, and for what is no number. */
    Object plain(R row) {
        return unwrapped(value.apply(row));
    }

    private static Object unwrapped(Object value) {
        if (value instanceof Optional<?> some) {
            return unwrapped(some.orElse(null));
        } else if (value instanceof OptionalLong some) {
            return some.isPresent() ? some.getAsLong() : null;
        } else if (value instanceof OptionalInt some) {
            return some.isPresent() ? some.getAsInt() : null;
        } else if (value instanceof OptionalDouble some) {
            return some.isPresent() ? unwrapped(some.getAsDouble()) : null;
        } else if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        return value;
    }

    private static String shown(Object value) {
        Object plain = unwrapped(value);
        return plain == null ? NOTHING : plain.toString();
    }
}
