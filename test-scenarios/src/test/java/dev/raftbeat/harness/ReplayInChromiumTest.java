package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.Recorder;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page that plays a run, opened in a browser from the disk at a moment of it. */
@Tag("process")
@ExtendWith(Chromium.Condition.class)
class ReplayInChromiumTest {
    private static final Pattern ROW = Pattern.compile("<tr><td[^>]*>(n\\d)</td><td>([^<]*)</td><td>([^<]*)</td>");

    @TempDir
    private Path directory;

    private Chromium browser;
    private Path page;

    @BeforeEach
    void record() throws Exception {
        browser = Chromium.in(Files.createDirectory(directory.resolve("scratch")));
        Scenario scenario = ScenarioParser.parse("kill.scenario", """
                cluster 3 seed 3
                run 2s
                kill n1
                run 2s
                restart n1
                cut n2 -> n1
                run 2s
                """.getBytes(StandardCharsets.UTF_8));
        Path store = directory.resolve("store");
        ScenarioRunner runner = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)));
        ScenarioResult result = runner.run(scenario, OptionalLong.empty(), 3, new Recorder(store, "sim", ""));
        assertThat(result.verdict()).isNotEqualTo(Verdict.VIOLATED);
        page = store.resolve("kill/latest/replay.html");
    }

    @Test
    void aLinkToAMomentShowsWhatWasSoThen() throws Exception {
        Chromium.Seen early = browser.open(page, "#t=1.5");
        assertThat(early.console()).isEmpty();
        assertThat(text(early, "now")).startsWith("1.500 s · n").contains(" leads term 1");
        assertThat(rows(early)).hasSize(3).noneMatch(row -> row.contains("dead"));

        Chromium.Seen later = browser.open(page, "#t=3.5");
        assertThat(text(later, "now")).startsWith("3.500 s");
        assertThat(rows(later).get(0)).isEqualTo("n1 ✕ dead 1");
        assertThat(later.page()).contains("killed n1");

        Chromium.Seen last = browser.open(page, "#t=5.5");
        assertThat(rows(last)).noneMatch(row -> row.contains("dead"));
        assertThat(last.page()).contains("title=\"cut n2 -&gt; n1\"");
        assertThat(last.page()).contains("data-ready=\"yes\"");
    }

    @Test
    void itAsksNobodyForAnythingAndRunsNoScriptButItsOwn() throws Exception {
        String html = Files.readString(page);
        // The name of SVG is an address that nobody opens.
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "src=")
                .contains("default-src 'none'");
        Path changed = directory.resolve("changed.html");
        Files.writeString(changed, html.replace("\"use strict\";", "\"use strict\"; "));
        assertThat(browser.open(changed, "").page()).doesNotContain("data-ready");
    }

    @Test
    void aPageThatIsCutShortSaysSo() throws Exception {
        String html = Files.readString(page);
        Path changed = directory.resolve("changed.html");
        int run = html.indexOf("octet-stream\">") + 200;
        Files.writeString(changed, html.substring(0, run) + html.substring(html.indexOf("</script>", run)));
        assertThat(browser.open(changed, "").page()).contains("This page cannot be read");
    }

    private static String text(Chromium.Seen seen, String id) {
        Matcher found = Pattern.compile("id=\"" + id + "\"[^>]*>([^<]*)<").matcher(seen.page());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static List<String> rows(Chromium.Seen seen) {
        List<String> rows = new ArrayList<>();
        Matcher row = ROW.matcher(seen.page());
        while (row.find()) {
            rows.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
        }
        return rows;
    }
}
