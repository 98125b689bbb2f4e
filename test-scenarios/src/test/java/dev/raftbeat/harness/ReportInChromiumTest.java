package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.record.Recording;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The report of a partition, opened in a browser: it renders, the console is silent, and it says what was judged. */
@Tag("process")
@ExtendWith(Chromium.Condition.class)
class ReportInChromiumTest {
    private static final Pattern CHECK = Pattern.compile("data-check=\"(\\w+)\" data-verdict=\"(\\w+)\"");

    @TempDir
    private Path directory;

    private Chromium browser;
    private Path run;

    @BeforeEach
    void record() throws Exception {
        browser = Chromium.in(Files.createDirectory(directory.resolve("scratch")));
        run = RecordedPages.of("""
                cluster 5 seed 3
                run until stable
                partition leader,leader+1 | rest
                run 5s
                heal
                run until stable
                """, directory.resolve("store"));
        assertThat(Recording.open(run).results()).containsEntry("verdict", "valid");
    }

    @Test
    void itRendersWithoutAWordOnTheConsoleAndWithTheVerdictsOfTheResults() throws Exception {
        Chromium.Seen seen = browser.open(run.resolve("report.html"));
        assertThat(seen.console()).isEmpty();
        assertThat(seen.page()).contains("<svg").contains("partition n").contains("</html>");
        assertThat(verdicts(seen.page())).isEqualTo(results()).hasSize(23);
        assertThat(seen.page()).contains("data-verdict=\"valid\"><span aria-hidden=\"true\">✓</span>valid");
    }

    private static Map<String, String> verdicts(String page) {
        Map<String, String> all = new TreeMap<>();
        Matcher check = CHECK.matcher(page);
        while (check.find()) {
            all.put(check.group(1), check.group(2));
        }
        return all;
    }

    private Map<String, String> results() throws Exception {
        Map<String, Object> results = Recording.open(run).results();
        Map<String, String> all = new TreeMap<>();
        for (String family : List.of("invariants", "liveness")) {
            for (Object check : (List<?>) results.get(family)) {
                Map<?, ?> one = (Map<?, ?>) check;
                all.put(one.get("id").toString(), one.get("verdict").toString());
            }
        }
        return all;
    }

    @Test
    void thePictureAloneOpensToo() throws Exception {
        Chromium.Seen seen = browser.open(run.resolve("timeline.svg"));
        assertThat(seen.console()).isEmpty();
        assertThat(seen.page()).contains("partition n");
    }

    @Test
    void itIsDrawnLightAndDarkOnAProjectorAndOnATelephone() throws Exception {
        for (int width : new int[] {1280, 500}) {
            BufferedImage light = picture(width, false);
            BufferedImage dark = picture(width, true);
            assertThat(colours(light)).hasSizeGreaterThan(20);
            assertThat(colours(dark)).hasSizeGreaterThan(20);
            assertThat(brightness(light.getRGB(2, 2))).isGreaterThan(200);
            assertThat(brightness(dark.getRGB(2, 2))).isLessThan(60);
        }
    }

    private BufferedImage picture(int width, boolean dark) throws Exception {
        Path file = browser.picture(run.resolve("report.html"), width, 900, dark);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(width);
        return image;
    }

    private static TreeSet<Integer> colours(BufferedImage image) {
        TreeSet<Integer> all = new TreeSet<>();
        for (int y = 0; y < image.getHeight(); y += 3) {
            for (int x = 0; x < image.getWidth(); x += 3) {
                all.add(image.getRGB(x, y));
            }
        }
        return all;
    }

    private static int brightness(int rgb) {
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }

    /** If the console could not be heard, its silence would say nothing. */
    @Test
    void aPageThatAsksForMoreThanItMayIsHeardOnTheConsole() throws Exception {
        String page = Files.readString(run.resolve("report.html"));
        Path bad = directory.resolve("bad.html");
        Files.writeString(bad, page.replace("</main>", "<script>alert(1)</script></main>"));
        assertThat(browser.open(bad).console()).singleElement().asString().contains("Content Security Policy");
    }
}
