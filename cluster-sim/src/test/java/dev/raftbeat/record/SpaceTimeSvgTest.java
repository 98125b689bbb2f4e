package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.spacetime.Arrow;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** An election as a picture: every message an arrow, what was lost crossed, a legend of what is there. */
class SpaceTimeSvgTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path store;

    private static List<StampedFact> play(int times, String... lines) {
        List<StampedFact> facts = new ArrayList<>();
        try (Engine engine =
                Engine.of(new SimWorld(SimOptions.of(new WorldSpec(5, Pace.LAN.settings(), 3))), facts::add)) {
            engine.runFor(2 * SECOND);
            for (int i = 0; i < times; i++) {
                for (String line : lines) {
                    TypedLines.apply(engine::apply, line);
                    engine.runFor(2 * SECOND);
                }
            }
        }
        return facts;
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void everyMessageIsAnArrow() throws Exception {
        Why why = new Why(play(1, "kill leader"));
        SpaceTime picture = SpaceTime.around(
                why.facts(), why.elections().get(why.elections().size() - 1));
        String svg = SpaceTimeSvg.standalone(picture, "n1 & its votes");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(count(svg, "class=\"arrow [^\"]*\" d=\"[^\"]*\"><title>"))
                .isEqualTo(picture.arrows().size());
        assertThat(count(svg, "class=\"arrow [a-z-]* lost\" d=\"[^\"]*\"><title>"))
                .isEqualTo(picture.arrows().stream()
                        .filter(arrow -> !arrow.arrived())
                        .count())
                .isPositive();
        assertThat(count(svg, "class=\"arrow vote-granted\" d=\"[^\"]*\"><title>"))
                .isEqualTo(picture.arrows().stream()
                        .filter(arrow -> arrow.purpose() == Arrow.Purpose.VOTE_GRANTED)
                        .count())
                .isPositive();
        assertThat(svg)
                .contains(
                        "n1 &amp; its votes",
                        ">asks for votes<",
                        ">lost, where it was lost<",
                        ">down<",
                        ">leads term 2<")
                .contains("nothing happens for so long")
                .doesNotContain(">stands still<");
    }

    @Test
    void aReportShowsTheLastElectionsAndStaysSmall() throws IOException, RecordingException {
        RunWriter writer = RunWriter.create(store, "run", Instant.parse("2030-01-02T12:00:00Z"));
        play(16, "kill leader", "heal").forEach(writer::tell);
        writer.finish(Map.of("seed", 3L, "verdict", "valid"));
        String html = RunReport.of(Recording.open(writer.folder())).html();
        assertThat(html).contains("Elections in space and time");
        assertThat(count(html, "<details class=\"card\"( open)?>")).isEqualTo(ElectionPictures.PICTURES_MAX);
        assertThat(count(html, "<details class=\"card\" open>")).isEqualTo(1);
        assertThat(html.length()).isLessThan(800_000);
    }
}
