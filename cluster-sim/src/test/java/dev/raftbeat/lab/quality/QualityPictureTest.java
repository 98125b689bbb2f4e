package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.detector.Detectors;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The table and the picture of a comparison. */
class QualityPictureTest {
    private final Laboratory laboratory =
            new Laboratory(List.of(NamedNetwork.BURSTY.stream(NamedNetwork.BURSTY.intervalNanos(), 3_000, 1)), 1);

    @Test
    void thePictureIsOneCurveADetector() throws Exception {
        List<Quality> measured = laboratory.measure(List.of(
                Detectors.parse("missed 3"), Detectors.parse("missed 3 hysteresis 3"), Detectors.parse("phi 8")));
        String svg = QualityPicture.svg("a < b & c", laboratory.curves(measured));
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a < b & c");
        assertThat(svg).contains("stroke-dasharray").doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void aPictureWithoutAnyMistakeIsStillOne() {
        List<Quality> measured = laboratory.measure(List.of(Detectors.parse("fixed 60s")));
        assertThat(QualityPicture.svg("calm", laboratory.curves(measured)))
                .contains("none seen")
                .doesNotContain("NaN");
    }

    @Test
    void theTableHasALineForEach() {
        List<Quality> measured = laboratory.measure(Laboratory.usual(NamedNetwork.BURSTY.intervalNanos()));
        assertThat(QualityTable.lines(measured)).hasSize(9);
        assertThat(QualityTable.lines(measured).get(0)).contains("T_D p99").contains("P_A");
        assertThat(laboratory.summary()).contains("heartbeats every 100ms");
    }
}
