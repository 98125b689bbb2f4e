package dev.raftbeat.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Series are told apart, and none hides another. */
class SeriesTest {
    private static List<double[]> line(double... heights) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            places.add(new double[] {100.0 * i, heights[i]});
        }
        return places;
    }

    @Test
    void linesThatCoincideAreMovedApartAndOthersAreNot() {
        List<Double> moved = Series.beside(List.of(line(10, 20), line(10, 21), line(10, 90), line(11, 20)));
        assertThat(moved.get(2)).isZero();
        assertThat(List.of(moved.get(0), moved.get(1), moved.get(3))).doesNotHaveDuplicates();
        assertThat(moved.get(0) + moved.get(1) + moved.get(3)).isZero();
        assertThat(moved.get(1) - moved.get(0)).isGreaterThan(2);
    }

    @Test
    void labelsThatWouldOverlapStandApart() {
        assertThat(labels(1_000, 50, 50, 52, 200)).containsExactly(54.0, 69.0, 84.0, 204.0);
        assertThat(labels(200, 50, 190, 195, 200)).containsExactly(54.0, 174.0, 189.0, 204.0);
    }

    private static List<Double> labels(double lowest, double... heights) {
        Markup svg = new Markup();
        Series.labels(
                svg,
                0,
                lowest,
                Arrays.stream(heights)
                        .boxed()
                        .map(y -> new Series.Label(new Series(0), y, "name"))
                        .toList());
        return Pattern.compile("<text [^>]*y=\"([0-9.]+)\"")
                .matcher(svg.toString())
                .results()
                .map(found -> Double.parseDouble(found.group(1)))
                .toList();
    }

    @Test
    void eachOfNineHasItsOwnColourDashesAndShape() {
        List<String> lines = new ArrayList<>();
        List<String> points = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Markup line = new Markup();
            new Series(i).curve(line, line(1, 2));
            lines.add(found(line, "stroke-dasharray=\"([^\"]*)\""));
            Markup point = new Markup();
            new Series(i).point(point, 0, 0, "");
            points.add(found(point, " d=\"([^\"]*)\""));
        }
        assertThat(new TreeSet<>(lines)).hasSize(9);
        assertThat(new TreeSet<>(points)).hasSize(9);
    }

    private static String found(Markup svg, String pattern) {
        return Pattern.compile(pattern)
                .matcher(svg.toString())
                .results()
                .map((MatchResult one) -> one.group(1))
                .findFirst()
                .orElseThrow();
    }
}
