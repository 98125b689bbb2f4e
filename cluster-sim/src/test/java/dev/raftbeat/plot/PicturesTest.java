package dev.raftbeat.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.bench.BenchPicture;
import dev.raftbeat.bench.FailoverCell;
import dev.raftbeat.bench.FailoverFault;
import dev.raftbeat.bench.FailoverPicture;
import dev.raftbeat.bench.FailoverPolicy;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.group.Plan;
import dev.raftbeat.lab.group.TopologyComparison;
import dev.raftbeat.lab.group.TopologyPicture;
import dev.raftbeat.lab.group.TrialFault;
import dev.raftbeat.lab.quality.Advice;
import dev.raftbeat.lab.quality.ChecklistPicture;
import dev.raftbeat.lab.quality.Quality;
import dev.raftbeat.lab.quality.Requirements;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.plot.Bars.Bar;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.random.Sweep;
import dev.raftbeat.random.SweepPicture;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.twin.Script;
import dev.raftbeat.twin.Switch;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.twin.TwinsPicture;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Pictures of tables are whole, say in a sentence what they answer, and name their axes and lines. */
class PicturesTest {
    private static final long SECOND = 1_000_000_000L;

    private static void isWhole(String svg) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("<script");
    }

    @Test
    void theBenchOfRealClusters() throws Exception {
        String svg = BenchPicture.live(List.of(
                new BenchPicture.Failovers("3 nodes, killed", List.of(100.0, 150.0, 300.0)),
                new BenchPicture.Failovers("3 nodes, frozen", List.of()),
                new BenchPicture.Failovers("5 nodes, killed", List.of(200.0))));
        isWhole(svg);
        assertThat(svg)
                .contains("<title>Half of the failovers were over within 150 ms (3 nodes, killed)</title>")
                .contains("3 nodes, killed (3)", "5 nodes, killed (1)", "milliseconds since the blow")
                .doesNotContain("frozen");
        assertThat(Pattern.compile("stroke-dasharray=\"([^\"]*)\"")
                        .matcher(svg)
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .as("each line looks as in the legend")
                .hasSize(4)
                .containsExactly("", "", "9 4", "9 4");
        isWhole(BenchPicture.live(List.of()));
    }

    @Test
    void theTableOfFailovers() throws Exception {
        List<List<FailoverCell>> rows = FailoverFault.ALL.stream()
                .map(fault -> FailoverPolicy.ALL.stream()
                        .map(policy -> new FailoverCell(
                                WorldKind.SIM,
                                5,
                                fault,
                                policy,
                                policy.isComputed() ? List.of() : List.of(0.0, 200.0, Double.POSITIVE_INFINITY),
                                Double.POSITIVE_INFINITY))
                        .toList())
                .toList();
        String svg = FailoverPicture.svg(rows);
        isWhole(svg);
        FailoverFault.ALL.forEach(fault -> assertThat(svg).contains(Markup.lines(fault.name()) + "</text>"));
        assertThat(svg).contains(">never<", ">none<", ">timer only<", "timer only: 200 ms (never)", "sim, 5");
        assertThat(Pattern.compile("<path transform").matcher(svg).results().count())
                .as("a point for each measured cell, and one for each name of the legend")
                .isEqualTo(rows.size() * (FailoverPolicy.ALL.size() - 1L) + FailoverPolicy.ALL.size());
    }

    @Test
    void theBenchOfTheSimulator() throws Exception {
        String svg = BenchPicture.sim(
                new BenchPicture.Speeds(
                        List.of(new Bar("3 nodes", 200, "200 elections"), new Bar("5 nodes", 100, "100 elections")),
                        List.of(new Bar("facts dropped", 10, "10 virtual s"))),
                7);
        isWhole(svg);
        assertThat(svg).contains("The simulator holds 200 elections a second with 3 nodes", "facts dropped");
        List<Double> widths = Pattern.compile("<rect x[^>]* width=\"([0-9.]+)\"")
                .matcher(svg)
                .results()
                .map(found -> Double.parseDouble(found.group(1)))
                .toList();
        assertThat(widths.get(0)).isEqualTo(2 * widths.get(1));
    }

    @Test
    void aSweepShowsWhatItTriedAndWhatBroke() throws Exception {
        Sweep.Result calm =
                new Sweep(1, 5, OptionalInt.of(3), SimVariant.NONE).run(Sweep.Listener.NONE, new Progress());
        assertThat(calm.tally().sizes()).containsExactly(Map.entry(3, 5L));
        assertThat(calm.tally().words()).containsKey("heal");
        String svg = SweepPicture.svg(1, calm);
        isWhole(svg);
        assertThat(svg).contains("5 random runs, ", ": nothing broke", ">heal<", ">3 nodes<");
        Sweep.Find find = new Sweep.Find(17, 3, "I3", "n1 & n2 lead <both>", List.of("cluster 3"), true);
        String broken = SweepPicture.svg(1, new Sweep.Result(calm.tally(), Optional.of(find)));
        isWhole(broken);
        assertThat(broken).contains("seed 17 broke I3", "n1 &amp; n2 lead &lt;both&gt;");
    }

    @Test
    void twinsShowTheirTermsAndTheirParting() throws Exception {
        Scenario scenario = ScenarioParser.parse(
                "deaf", "cluster 3 pace lan seed 3\nrun until stable\ncut all -> follower\nrun 3s\n");
        Script script = Script.of(scenario, scenario.trials().get(0), 3, Switch.setting("prevote off"));
        try (Twins twins = new Twins(script, Switch.setting("prevote off"), Switch.setting("prevote on"))) {
            String svg = TwinsPicture.svg(twins);
            isWhole(svg);
            assertThat(svg)
                    .contains("With prevote off the terms rose to ", "They part at ", "highest term")
                    .contains("left: prevote off", "right: prevote on", "nobody leads", "seconds since the start");
        }
    }

    private static Advice.Proposal way(long intervalMillis, String detector, long mistakes) {
        Histogram detection = new Histogram(3);
        detection.recordValue(1_900_000);
        return new Advice.Proposal(
                intervalMillis * 1_000_000,
                new Quality(
                        Detectors.parse(detector),
                        detection,
                        detection,
                        mistakes,
                        mistakes * SECOND,
                        3_600 * SECOND,
                        1));
    }

    @Test
    void aChecklistShowsAllThatWasTried() throws Exception {
        Requirements wishes = new Requirements(80_000_000, 0.02, 0, 60 * SECOND, 5, 2 * SECOND);
        List<Advice.Proposal> all = List.of(
                way(1000, "missed 2", 50),
                way(500, "missed 4", 0),
                way(1000, "phi 8", 70),
                way(500, "phi 9", 5),
                way(500, "phi 8 trusted-only", 5));
        String svg = ChecklistPicture.svg(wishes, 1, all);
        isWhole(svg);
        assertThat(svg)
                .contains("To detect crashes within 2s, missed 4 with a heartbeat every 500ms is wrong least")
                .contains("mistakes an hour", "in a ring", ">missed<", ">phi<", ">phi trusted-only<");
        assertThat(Pattern.compile("<path transform").matcher(svg).results().count())
                .as("a point for each way, and one for each name of the legend")
                .isEqualTo(all.size() + 3L);
        assertThat(Pattern.compile("<path d=\"M[^\"]*h14\"")
                        .matcher(svg)
                        .results()
                        .count())
                .as("a bar above the one of which no mistake was seen")
                .isEqualTo(1);
        isWhole(ChecklistPicture.svg(wishes, 1, List.of()));
    }

    @Test
    void topologiesAreToldApart() throws Exception {
        String svg = TopologyPicture.svg(
                "one dies",
                TopologyComparison.measure(
                        List.of(TopologyKind.values()), List.of(10, 20), Plan.of(TrialFault.CRASH, SECOND), 1, 1));
        isWhole(svg);
        for (TopologyKind kind : TopologyKind.values()) {
            assertThat(Pattern.compile(">" + kind.word() + "</text>")
                            .matcher(svg)
                            .results()
                            .count())
                    .as("in the legend, and at the end of its line in each of three panels: %s", kind.word())
                    .isEqualTo(4);
        }
        List<String> lines = Pattern.compile("class=\"curve\" d=\"([^\"]*)\"")
                .matcher(svg)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(lines).doesNotHaveDuplicates();
    }
}
