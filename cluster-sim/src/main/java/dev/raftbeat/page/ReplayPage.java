package dev.raftbeat.page;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.why.Why;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    public ReplayPage {
        flaws = List.copyOf(flaws);
        lamps = List.copyOf(lamps);
        campaigns = List.copyOf(campaigns);
    }

    public String html() {
        String script = LivePage.script();
        Markup page = new Markup();
        LivePage.head(page);
        page.line(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                        + " script-src 'sha256-%s'\">",
                new Markup.Raw(hash(script)));
        page.line("<title>%s: replay</title>", title);
        page.raw("<style>\n" + LivePage.style() + "</style></head>\n");
        page.line("<body>");
        page.raw(LivePage.resource("replay.html"));
        page.raw("<script id=\"run\" type=\"application/octet-stream\">" + packed() + "</script>\n");
        page.raw("<script>" + script + "</script>\n");
        page.line("</body></html>");
        return page.toString();
    }

    private String packed() {
        Map<String, Object> all = new LinkedHashMap<>();
        run.end();
        all.put("title", title);
        all.put("flaws", flaws);
        all.putAll(run.columns());
        all.put("checks", PageParts.checks(run, lamps));
        all.put(
                "elections",
                campaigns.stream()
                        .map(campaign -> PageParts.election(run, why.explain(campaign), campaign))
                        .toList());
        return PageParts.packed(all);
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
