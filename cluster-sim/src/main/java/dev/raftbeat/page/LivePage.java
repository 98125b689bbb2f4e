package dev.raftbeat.page;

import dev.raftbeat.plot.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The page that follows a run: the same as the one that plays it, its script and style beside it, the run still to come. */
public final class LivePage {
    private static final List<String> SCRIPTS = List.of(
            "words.js", "replay.js", "canvas.js", "nodes.js", "strip.js", "lists.js", "space.js", "controls.js");

    private LivePage() {}

    /** The page; {@code live.css} and {@code live.js} lie beside it, and {@code events}, where the run comes from. */
    public static String html() {
        Markup page = new Markup();
        head(page);
        page.line("<title>Raftbeat</title>");
        page.line("<link rel=\"stylesheet\" href=\"live.css\"></head>");
        page.line("<body>");
        page.raw(resource("replay.html"));
        page.line("<script src=\"live.js\"></script>");
        page.line("</body></html>");
        return page.toString();
    }

    static void head(Markup page) {
        page.line("<!DOCTYPE html>");
        page.line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.line("<meta name=\"color-scheme\" content=\"light dark\">");
    }

    /** The data, and then all parts in one function, in the order in which they need each other. */
    public static String script() {
        return resource("feed.js")
                + "(async () => {\n"
                + SCRIPTS.stream().map(LivePage::resource).collect(Collectors.joining("\n"))
                + "})();\n";
    }

    public static String style() {
        return resource("replay.css");
    }

    static String resource(String name) {
        try (InputStream in = LivePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
