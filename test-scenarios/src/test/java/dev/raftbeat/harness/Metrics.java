package dev.raftbeat.harness;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus's text format, read strictly enough to notice when it is not that. */
final class Metrics {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{[^}]*})?) ([-+]?(?:[0-9.eE+-]+|Inf)|NaN)");

    private Metrics() {}

    /** The samples, by name and labels as they are written. */
    static Map<String, Double> read(String text) {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                continue;
            }
            Matcher matcher = SAMPLE.matcher(line);
            if (!matcher.matches()) {
                throw new AssertionError("not a line of Prometheus's text format: \"" + line + "\"");
            }
            String value = matcher.group(2).replace("Inf", "Infinity");
            samples.put(matcher.group(1), Double.parseDouble(value));
        }
        return samples;
    }
}
