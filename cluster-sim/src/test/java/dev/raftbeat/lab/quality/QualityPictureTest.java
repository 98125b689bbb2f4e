package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.quality.QualityPicture.Curve;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The table and the picture of a comparison. */
class QualityPictureTest {
    private final Progress progress = new Progress();
    private final Laboratory laboratory = new Laboratory(
            List.of(NamedNetwork.BURSTY.stream(NamedNetwork.BURSTY.intervalNanos(), 3_000, 1)), 1, progress);

    private List<Quality> measure(List<DetectorSpec> detectors) {
        List<Quality> measured = new ArrayList<>();
        laboratory.measure(detectors, measured::add);
        return measured;
    }

    private List<Curve> curves(List<Quality> measured) {
        List<Curve> curves = new ArrayList<>();
        laboratory.curves(measured, curves::add);
        return curves;
    }

    @Test
    void whatIsStoppedKeepsTheDetectorsThatWereMeasured() {
        List<Quality> measured = new ArrayList<>();
        List<DetectorSpec> three =
                Laboratory.usual(NamedNetwork.BURSTY.intervalNanos()).subList(0, 3);
        assertThatThrownBy(() -> laboratory.measure(three, one -> {
                    measured.add(one);
                    progress.stop();
                }))
                .isInstanceOf(StoppedException.class);
        assertThat(measured).extracting(Quality::detector).containsExactly(three.get(0));
    }

    @Test
    void thePictureIsOneCurveADetector() throws Exception {
        List<Quality> measured = measure(List.of(
                Detectors.parse("missed 3"), Detectors.parse("missed 3 hysteresis 3"), Detectors.parse("phi 8")));
        String svg = QualityPicture.svg("a < b & c", curves(measured));
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a < b & c");
        assertThat(svg).contains("stroke-dasharray").doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void aPictureWithoutAnyMistakeIsStillOne() {
        List<Quality> measured = measure(List.of(Detectors.parse("fixed 60s")));
        assertThat(QualityPicture.svg("calm", curves(measured)))
                .contains("none seen")
                .doesNotContain("NaN");
    }

    @Test
    void theTableHasALineForEach() {
        List<Quality> measured = measure(Laboratory.usual(NamedNetwork.BURSTY.intervalNanos()));
        assertThat(QualityTable.of(measured).lines()).hasSize(9);
        assertThat(QualityTable.of(measured).lines().get(0)).contains("T_D p99").contains("P_A");
        assertThat(laboratory.summary()).contains("heartbeats every 100 ms");
    }
}
