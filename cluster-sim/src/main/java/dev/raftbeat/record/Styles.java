package dev.raftbeat.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The looks of pictures and of the page, which need nothing from any network. */
final class Styles {
    static final String FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif";
    static final String TIMELINE = resource("timeline.css");
    static final String PAGE = resource("report.css");

    /** What heights, hatchings and colours mean. */
    static final String LEGEND = resource("legend.html");

    /** What the dots of {@link FailoverChart} mean. */
    static final String DOTS = resource("dots.html");

    /** Hatchings, which carry the meaning where colours do not. */
    static final String HATCHINGS = resource("hatchings.svg");

    private Styles() {}

    private static String resource(String name) {
        try (InputStream in = Styles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
