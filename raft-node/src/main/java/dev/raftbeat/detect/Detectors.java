package dev.raftbeat.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text form of detectors: a word, its threshold, and perhaps a number of heartbeats before trust returns, such as
 * {@code fixed 5s}, {@code missed 3}, {@code fixed 800ms hysteresis 3}.
 */
public final class Detectors {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int TEXT_MAX = 200;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long MICRO = 1_000L;

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
        List<String> words = BLANKS.splitAsStream(text.strip()).toList();
        DetectorKind kind = kind(words.get(0));
        double threshold = threshold(kind, words.size() > 1 ? words.get(1) : "the end");
        if (words.size() == 2) {
            return new DetectorSpec(kind, threshold, 1);
        }
        if (!words.get(2).equals("hysteresis") || words.size() != 4) {
            throw new IllegalArgumentException("found \"" + words.get(2) + "\" in \"" + text.strip()
                    + "\", expected the end or hysteresis and a number of heartbeats, such as hysteresis 3");
        }
        return new DetectorSpec(kind, threshold, beats(words.get(3)));
    }

    private static DetectorKind kind(String word) {
        Optional<DetectorKind> kind = Stream.of(DetectorKind.values())
                .filter(k -> k.word().equals(word))
                .findFirst();
        return kind.orElseThrow(() -> new IllegalArgumentException("found \"" + word + "\", expected a detector: "
                + Stream.of(DetectorKind.values()).map(DetectorKind::word).collect(Collectors.joining(", "))));
    }

    private static double threshold(DetectorKind kind, String word) {
        if (kind.scale() == DetectorKind.Scale.TIME) {
            Matcher time = TIME.matcher(word);
            if (time.matches()) {
                return new BigDecimal(time.group(1)).doubleValue() * unit(time.group(2));
            }
        } else if (NUMBER.matcher(word).matches()) {
            return Double.parseDouble(word);
        }
        throw new IllegalArgumentException(
                "found " + word + " after " + kind.word() + ", expected " + kind.thresholdMeaning());
    }

    private static int beats(String word) {
        if (!word.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("found " + word + " after hysteresis, expected a number of heartbeats");
        }
        return Integer.parseInt(word);
    }

    private static long unit(String word) {
        return switch (word) {
            case "us" -> MICRO;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            default -> 60 * SECOND;
        };
    }

    /** A time as it is typed: {@code 5s}, {@code 80ms}, {@code 1.5ms}; rounded to the microsecond. */
    static String time(long nanos) {
        boolean seconds = nanos >= SECOND;
        return BigDecimal.valueOf(nanos)
                        .divide(BigDecimal.valueOf(seconds ? SECOND : MILLI), seconds ? 6 : 3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + (seconds ? "s" : "ms");
    }
}
