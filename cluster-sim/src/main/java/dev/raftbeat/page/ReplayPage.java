package dev.raftbeat.page;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import dev.raftbeat.wire.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The page that plays a run: one file with its script, its style and the run inside, which asks nobody for anything. The
 * run is JSON, compressed, in a block that no browser executes; the script sets it as text and never as markup.
 *
 * @param run what is played
 * @param title what the run is called
 * @param flaws what is wrong with the recording, in sentences without a full stop
 * @param lamps what the invariants say at the end
 * @param why explains the elections
 * @param campaigns those that are explained, oldest first
 */
public record ReplayPage(
        PageFold run, String title, List<String> flaws, List<Judge.Lamp> lamps, Why why, List<StampedFact> campaigns) {
    /** The page, beside a report. */
    public static final String PAGE = "replay.html";

    /** The parts of the script. */
    private static final List<String> SCRIPTS = List.of(
            "words.js", "replay.js", "canvas.js", "nodes.js", "strip.js", "lists.js", "space.js", "controls.js");

    public ReplayPage {
        flaws = List.copyOf(flaws);
        lamps = List.copyOf(lamps);
        campaigns = List.copyOf(campaigns);
    }

    public String html() {
        String script = script();
        Markup page = new Markup();
        page.line("<!DOCTYPE html>");
        page.line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.line(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                        + " script-src 'sha256-%s'\">",
                new Markup.Raw(hash(script)));
        page.line("<meta name=\"color-scheme\" content=\"light dark\">");
        page.line("<title>%s: replay</title>", title);
        page.raw("<style>\n" + resource("replay.css") + "</style></head>\n");
        page.line("<body>");
        page.raw(resource("replay.html"));
        page.raw("<script id=\"run\" type=\"application/octet-stream\">" + packed() + "</script>\n");
        page.raw("<script>" + script + "</script>\n");
        page.line("</body></html>");
        return page.toString();
    }

    /** All parts in one function, in the order in which they need each other. */
    private static String script() {
        return "\"use strict\";\n(async () => {\n"
                + SCRIPTS.stream().map(ReplayPage::resource).collect(Collectors.joining("\n"))
                + "})();\n";
    }

    private String packed() {
        Map<String, Object> all = new LinkedHashMap<>();
        run.end();
        all.put("title", title);
        all.put("flaws", flaws);
        all.putAll(run.columns());
        all.put("checks", lamps.stream().map(this::check).toList());
        all.put("elections", campaigns.stream().map(this::election).toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(StrictJson.STANDARD.line(all).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private Map<String, Object> check(Judge.Lamp lamp) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", lamp.id());
        one.put("title", lamp.title());
        one.put("sentence", lamp.sentence());
        one.put("verdict", lamp.verdict().name().toLowerCase(Locale.ROOT));
        one.put("judged", lamp.judged());
        one.put(
                "violations",
                lamp.violations().stream()
                        .map(violation -> Map.of(
                                "t",
                                violation.facts().stream()
                                        .mapToLong(fact -> run.micros(fact.tNanos()))
                                        .max()
                                        .orElse(0),
                                "text",
                                violation.sentence()))
                        .toList());
        return one;
    }

    private Map<String, Object> election(StampedFact campaign) {
        Explanation told = why.explain(campaign);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("t", run.micros(campaign.tNanos()));
        one.put("node", run.place(campaign.node()));
        one.put("term", told.term().orElse(0L));
        one.put("what", told.what());
        one.put("steps", told.texts());
        one.put(
                "times",
                told.steps().stream().map(step -> run.micros(step.tNanos())).toList());
        one.put("verdict", told.verdict());
        return one;
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReplayPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
