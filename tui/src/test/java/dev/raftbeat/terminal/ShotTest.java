package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ShotTest {
    private static final String HOSTILE = "</text><script>alert(1)</script>&\"'\u001b[31m\u202e\ud800";

    private static Stream<Canvas> pictures() {
        Canvas hostile = new Canvas(120, 4);
        hostile.put(3, 1, HOSTILE, Style.BAD);
        hostile.invert(2, 1, 5);
        return Stream.concat(
                Stream.of(hostile),
                Stream.of(Histories.eventful(), Histories.odd(), Histories.nine())
                        .flatMap(history -> Stream.of(24, 50)
                                .map(height -> ClusterScreen.of(history.model(), 120, height, history.now()))));
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList found = svg.getElementsByTagName(name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void itsTextIsThatOfTheScreenEachWordWhereItStood(Canvas picture) throws Exception {
        Document svg = parse(new Shot(picture, HOSTILE, false, Shot.CONTRAST).svg());

        char[][] cells = new char[picture.height()][picture.width()];
        Arrays.stream(cells).forEach(row -> Arrays.fill(row, ' '));
        List<Element> texts = elements(svg, "text");
        for (Element text : texts.subList(0, texts.size() - 1)) {
            int x = (Integer.parseInt(text.getAttribute("x")) - 12) / 9;
            int y = (Integer.parseInt(text.getAttribute("y")) - 12) / 18;
            String said = text.getTextContent();
            assertThat(text.getAttribute("textLength")).isEqualTo(Integer.toString(said.length() * 9));
            said.getChars(0, said.length(), cells[y], x);
        }
        StringBuilder shown = new StringBuilder();
        Arrays.stream(cells)
                .forEach(row -> shown.append(new String(row).stripTrailing()).append('\n'));
        assertThat(shown).hasToString(picture.text());
        assertThat(elements(svg, "script")).isEmpty();
        assertThat(texts.get(texts.size() - 1).getTextContent())
                .startsWith("</text><script>alert(1)</script>&\"'")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void everyStyleCanBeReadOnBlackAndOnWhite() {
        for (Style style : Style.values()) {
            boolean line = style == Style.BORDER || style == Style.TRACK;
            for (boolean light : new boolean[] {false, true}) {
                for (double wanted : new double[] {Shot.CONTRAST, Theme.PRESENTED}) {
                    assertThat(Theme.contrast(Theme.readable(style, light, wanted), Theme.ground(light)))
                            .as("%s, light %s", style, light)
                            .isGreaterThanOrEqualTo(line ? 3 : wanted);
                }
            }
        }
        assertThat(Theme.contrast(0x000000, 0xFFFFFF)).isEqualTo(21);
        assertThat(Theme.contrast(0x777777, 0xFFFFFF)).isBetween(4.4, 4.5);
    }

    @Test
    void belowItStandTermTimeAndSeed() {
        History history = Histories.eventful();
        Canvas picture = ClusterScreen.of(history.model(), 80, 24, history.now());

        Shot shot = Shot.of(history.model(), picture, history.now(), OptionalLong.of(42), false);

        assertThat(shot.below()).matches("term 2   time \\d+:\\d\\d\\.\\d{3}   seed 42");
        assertThat(shot.text()).isEqualTo(picture.text() + "\n" + shot.below() + "\n");
        assertThat(shot.svg()).contains(">" + shot.below() + "</text>");
        assertThat(Shot.of(history.model(), picture, history.now(), OptionalLong.empty(), false)
                        .below())
                .endsWith("seed not known");
    }
}
