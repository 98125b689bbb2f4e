package dev.raftbeat.lab.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What detectors were worth, as a table for people and as maps for JSON. */
public final class QualityTable {
    private static final double MICROS_PER_SECOND = 1e6;

    private QualityTable() {}

    /** One line for each detector. */
    public static List<String> lines(List<Quality> all) {
        int width = all.stream()
                .mapToInt(one -> one.detector().toString().length())
                .max()
                .orElse(0);
        String form = "%-" + Math.max(8, width) + "s  %8s  %8s  %10s  %9s  %9s  %10s  %5s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(form, "detector", "T_D med", "T_D p99", "mistakes/h", "T_MR", "T_M", "P_A", "worst"));
        for (Quality one : all) {
            lines.add(String.format(
                    form,
                    one.detector(),
                    seconds(one.detectionMedianSeconds()),
                    seconds(one.detectionP99Seconds()),
                    number(one.mistakesPerHour()),
                    seconds(one.mistakeRecurrenceSeconds()),
                    one.mistakes() == 0 ? "-" : seconds(one.mistakeDurationSeconds()),
                    accuracy(one.queryAccuracy()),
                    one.worstRun()));
        }
        return lines;
    }

    /** The crashes that really happened, one line for each detector; nothing when there were none. */
    public static List<String> killed(List<Quality> all) {
        List<String> lines = new ArrayList<>();
        for (Quality one : all) {
            if (one.killedMicros().getTotalCount() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %d silences after a kill, suspected after %s (median), %s at the latest",
                        one.detector(),
                        one.killedMicros().getTotalCount(),
                        seconds(one.killedMicros().getValueAtPercentile(50) / MICROS_PER_SECOND),
                        seconds(one.killedMicros().getMaxValue() / MICROS_PER_SECOND)));
            }
        }
        return lines;
    }

    /** The same as one object for each detector; times in seconds, null for a time that never came. */
    public static Map<String, Object> map(Quality one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("detector", one.detector().toString());
        map.put("detectionMedianSeconds", one.detectionMedianSeconds());
        map.put("detectionP99Seconds", one.detectionP99Seconds());
        map.put("detectionMeanSeconds", one.detectionMeanSeconds());
        map.put("crashes", one.detectionMicros().getTotalCount());
        map.put("mistakes", one.mistakes());
        map.put("mistakesPerHour", one.mistakesPerHour());
        map.put("mistakeRecurrenceSeconds", one.mistakes() == 0 ? null : one.mistakeRecurrenceSeconds());
        map.put("mistakeDurationSeconds", one.mistakes() == 0 ? null : one.mistakeDurationSeconds());
        map.put("queryAccuracy", one.queryAccuracy());
        map.put("mostMistakesInAHundredIntervals", one.worstRun());
        map.put("aliveSeconds", one.aliveSeconds());
        return map;
    }

    /** Such as {@code 4.2 ms}, {@code 1.25 s}, {@code 3.4 h}, {@code never}. */
    static String seconds(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "never";
        }
        if (seconds < 1) {
            return String.format(Locale.ROOT, seconds < 0.1 ? "%.1f ms" : "%.0f ms", seconds * 1000);
        }
        if (seconds < 1000) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    /** Seven digits, and never 1 when it was less. */
    private static String accuracy(double share) {
        if (share == 1) {
            return "1";
        }
        return String.format(Locale.ROOT, "%.7f", Math.min(share, 0.9999999));
    }
}
