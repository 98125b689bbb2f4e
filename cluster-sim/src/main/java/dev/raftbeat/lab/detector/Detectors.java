package dev.raftbeat.lab.detector;

import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text form of detectors: a word, its threshold, perhaps options, perhaps a number of heartbeats before trust
 * returns, such as {@code fixed 5s}, {@code missed 3}, {@code phi 8 window 200 floor 20ms pause 3s hysteresis 3}.
 */
public final class Detectors {
    /** What may follow a threshold, as help says it. */
    public static final String OPTIONS =
            "window N, floor TIME, pause TIME, trusted-only (each where the detector has it), hysteresis BEATS";

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int COUNT_MAX = 999_999;
    private static final int TEXT_MAX = 200;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private Detectors() {}

    /**
     * Reads a detector.
     *
     * @throws IllegalArgumentException with a sentence that says what was found and what was expected
     */
    public static DetectorSpec parse(String text) {
        if (text.length() > TEXT_MAX) {
            throw new IllegalArgumentException("a detector is written in at most " + TEXT_MAX + " characters");
        }
        List<String> words = new ArrayList<>(BLANKS.splitAsStream(text.strip()).toList());
        DetectorKind kind = kind(words.remove(0));
        boolean typed = !words.isEmpty() && Character.isDigit(words.get(0).charAt(0));
        double threshold = typed || kind.thresholdByDefault() == 0
                ? threshold(kind, words.isEmpty() ? "the end" : words.remove(0))
                : kind.thresholdByDefault();
        return options(kind, threshold, words.iterator());
    }

    private static DetectorSpec options(DetectorKind kind, double threshold, Iterator<String> words) {
        Tuning tuning = kind.defaults();
        int beats = 1;
        while (words.hasNext()) {
            String option = words.next();
            if (option.equals("hysteresis")) {
                beats = whole(option, words);
            } else if (!kind.takes(option)) {
                throw new IllegalArgumentException(
                        "found \"" + option + "\" after " + kind.word() + ", expected the end, or of " + OPTIONS);
            } else {
                tuning = with(tuning, option, words);
            }
        }
        return new DetectorSpec(kind, threshold, tuning, beats);
    }

    private static Tuning with(Tuning old, String option, Iterator<String> words) {
        return switch (option) {
            case "window" -> new Tuning(whole(option, words), old.floorNanos(), old.pauseNanos(), old.trustedOnly());
            case "floor" -> new Tuning(old.window(), time(option, words), old.pauseNanos(), old.trustedOnly());
            case "pause" -> new Tuning(old.window(), old.floorNanos(), time(option, words), old.trustedOnly());
            default -> new Tuning(old.window(), old.floorNanos(), old.pauseNanos(), true);
        };
    }

    private static DetectorKind kind(String word) {
        Optional<DetectorKind> kind = Stream.of(DetectorKind.values())
                .filter(k -> k.word().equals(word))
                .findFirst();
        return kind.orElseThrow(() -> new IllegalArgumentException("found \"" + word + "\", expected a detector: "
                + Stream.of(DetectorKind.values()).map(DetectorKind::word).collect(Collectors.joining(", "))));
    }

    private static double threshold(DetectorKind kind, String word) {
        boolean time = kind.scale() == DetectorKind.Scale.TIME;
        Optional<BigDecimal> value = time ? Amounts.nanos(word) : Amounts.decimal(word);
        return value.map(BigDecimal::doubleValue)
                .orElseThrow(() -> new IllegalArgumentException("found " + word + " after " + kind.word()
                        + ", expected " + kind.thresholdMeaning() + (time ? " (units: " + Amounts.UNITS + ")" : "")));
    }

    private static int whole(String option, Iterator<String> words) {
        String word = words.hasNext() ? words.next() : "the end";
        OptionalLong value = Amounts.whole(word);
        if (value.isEmpty() || value.getAsLong() > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "found " + word + " after " + option + ", expected a whole number up to " + COUNT_MAX);
        }
        return (int) value.getAsLong();
    }

    private static long time(String option, Iterator<String> words) {
        String word = words.hasNext() ? words.next() : "the end";
        return Amounts.nanos(word)
                .map(nanos -> Math.round(nanos.doubleValue()))
                .orElseThrow(() -> new IllegalArgumentException("found " + word + " after " + option
                        + ", expected a time such as 3s (units: " + Amounts.UNITS + ")"));
    }

    /** A time as it is typed: {@code 5s}, {@code 80ms}, {@code 1.5ms}; rounded to the microsecond. */
    public static String time(long nanos) {
        boolean seconds = nanos >= SECOND;
        return BigDecimal.valueOf(nanos)
                        .divide(BigDecimal.valueOf(seconds ? SECOND : MILLI), seconds ? 6 : 3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + (seconds ? "s" : "ms");
    }
}
