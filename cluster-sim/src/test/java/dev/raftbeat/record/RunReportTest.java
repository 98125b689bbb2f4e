package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** A report says of a run what its facts say, and needs nothing but itself. */
class RunReportTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path store;

    /** A leader is killed, comes back, and later a follower is made deaf without PreVote. */
    private Path recorded(String... lines) throws IOException {
        RunWriter writer = RunWriter.create(store, "run", Instant.parse("2030-01-02T12:00:00Z"));
        SimCluster cluster = new SimCluster(SimOptions.of(new WorldSpec(3, Pace.LAN.settings(), 5)), writer::tell);
        cluster.runFor(2 * SECOND);
        for (String line : lines) {
            assertThat(TypedLines.apply(cluster::apply, line).done()).isTrue();
            cluster.runFor(2 * SECOND);
        }
        writer.finish(Map.of("seed", 5L, "verdict", "valid"));
        return writer.folder();
    }

    @Test
    void aRunLeavesItsFactsItsResultsItsLogsItsPictureAndItsPage() throws IOException {
        Path folder = recorded("kill leader", "heal");
        assertThat(folder)
                .isDirectoryContaining("glob:**/facts.ndjson")
                .isDirectoryContaining("glob:**/results.json")
                .isDirectoryContaining("glob:**/timeline.svg")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/n1.log")
                .isDirectoryContaining("glob:**/world.log");
        assertThat(folder.resolve("world.log")).content().contains("kill");
    }

    @Test
    void theVerdictsOnThePageAreThoseOfTheResults() throws Exception {
        Path folder = recorded("kill leader", "heal");
        assertThat(onPage(Files.readString(folder.resolve("report.html"))))
                .isEqualTo(inResults(Recording.open(folder).results()))
                .containsEntry("I1", "valid");
    }

    private static Map<String, String> onPage(String html) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher check =
                Pattern.compile("data-check=\"(\\w+)\" data-verdict=\"(\\w+)\"").matcher(html);
        while (check.find()) {
            all.put(check.group(1), check.group(2));
        }
        return all;
    }

    private static Map<String, String> inResults(Map<String, Object> results) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String family : List.of("invariants", "liveness")) {
            for (Object one : (List<?>) results.get(family)) {
                Map<?, ?> check = (Map<?, ?>) one;
                all.put(check.get("id").toString(), check.get("verdict").toString());
            }
        }
        return all;
    }

    @Test
    void theSameFactsAloneGiveTheSameVerdicts() throws Exception {
        Path folder = recorded("kill leader", "heal");
        Path alone = Files.copy(folder.resolve("facts.ndjson"), store.resolve("alone.ndjson"));
        RunReport report = RunReport.of(Recording.open(alone));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.failovers()).hasSize(1);
        assertThat(onPage(report.html())).isEqualTo(onPage(Files.readString(folder.resolve("report.html"))));
    }

    @Test
    void anElectionIsExplained() throws Exception {
        Path folder = recorded("set evidence off", "kill leader", "heal", "set prevote off", "cut all -> follower");
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .containsPattern("back to a start: n\\d came up for the first time")
                .containsPattern("fault kill n\\d at \\d.\\d+ · n\\d, the leader, was gone")
                .containsPattern("fault cut all -&gt; n\\d at .* heartbeats from n\\d to n\\d lost · its")
                .contains("false alarm");
    }

    @Test
    void pageAndPictureAskNobodyForAnything() throws Exception {
        Path folder = recorded("partition");
        for (String name : List.of("report.html", "timeline.svg")) {
            String text = Files.readString(folder.resolve(name)).replace("http://www.w3.org/2000/svg", "");
            assertThat(text).doesNotContainPattern("(?i)https?:|src=|<script|@import|url\\((?!#)|<link|href=");
        }
    }

    @Test
    void thePictureIsXml() throws Exception {
        Path folder = recorded("kill leader", "heal");
        String svg = Files.readString(folder.resolve("timeline.svg"));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("title").getLength()).isGreaterThan(10);
    }

    @Test
    void whatComesFromOutsideIsEscaped() throws Exception {
        String evil = "</title><script>alert('1')</script>&\u0007";
        StampedFact fact = new StampedFact(
                5,
                NodeId.WORLD,
                1,
                1,
                1,
                Optional.empty(),
                History.began(1, evil, "fault", List.of(), List.of(), evil));
        Path file = Files.write(store.resolve("<b>evil.ndjson"), FactCodec.write(fact));
        RunReport report = RunReport.of(Recording.open(file));
        assertThat(report.html() + report.svg()).doesNotContain("<script").doesNotContain("<b>evil");
        assertThat(report.html()).contains("&lt;script&gt;alert(&#39;1&#39;)");
        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void noFileOfARecordingHoldsWhatAReaderOrATerminalWouldObey() throws Exception {
        String evil = "\u001b[2J\u009b\u202e\u2066\u200b\u2028\ufeff\u007f\ue000\n\"'><b>";
        RunWriter writer = RunWriter.create(store, "run", Instant.parse("2030-01-02T12:00:00Z"));
        long seq = 0;
        for (Fact fact : List.of(
                new FaultBegan(1, evil, "fault", evil, List.of(), List.of(), List.of(), evil),
                new FaultBegan(2, evil, "deed", evil, List.of(), List.of(), List.of(), evil),
                new ProcessEnded(new NodeId("n1"), evil))) {
            seq++;
            writer.tell(new StampedFact(seq, NodeId.WORLD, 1, seq, seq, Optional.empty(), fact));
        }
        writer.file(RunWriter.SCENARIO, "cluster 3");
        writer.finish(Map.of(
                "scenario",
                evil,
                "replay",
                evil,
                "findings",
                List.of(Map.of("line", evil, "text", evil, "reason", evil, "verdict", evil))));
        try (Stream<Path> files = Files.list(writer.folder())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)
                                .codePoints()
                                .filter(point -> point != '\n' && CleanText.isHarmful(point)))
                        .as("%s", file.getFileName())
                        .isEmpty();
            }
        }
        assertThat(Files.readAllLines(writer.folder().resolve("world.log"))).hasSize(3);
        assertThat(Files.readString(writer.folder().resolve(RunReport.PAGE)))
                .contains("\\u001b[2J\\u009b\\u202e", "\\u000a&quot;&#39;&gt;&lt;b&gt;")
                .doesNotContain("<b>\n", "'><b>");
        assertThat(Recording.open(writer.folder()).results()).containsEntry("replay", evil);
    }

    @Test
    void aDamagedRecordingSaysSoWithTheNumbersOfItsLines() throws Exception {
        Path folder = recorded("kill leader", "heal");
        Path file = folder.resolve("facts.ndjson");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(99, "\u0000\u0001 no fact");
        lines.remove(200);
        byte[] whole = (String.join("\n", lines)).getBytes(StandardCharsets.UTF_8);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 7));
        RunReport report = RunReport.of(Recording.open(folder));
        assertThat(report.flaws().damaged()).isEqualTo(2);
        assertThat(report.flaws().missing()).isEqualTo(2);
        assertThat(report.flaws().first())
                .extracting(RecordingDefects.Line::line)
                .containsExactly(100L, (long) lines.size());
        assertThat(report.flaws().first().get(1).reason()).isEqualTo("cut short: the file ends within it");
        assertThat(report.html())
                .contains("This recording is not whole")
                .contains("facts.ndjson:100")
                .doesNotContain("The machine is busy");
        assertThat(report.failovers()).hasSize(1);
    }

    @Test
    void aRunOnABusyMachineSaysSo() throws Exception {
        Path file = recorded("kill leader", "heal").resolve("facts.ndjson");
        StampedFact last = null;
        for (String line : Files.readAllLines(file)) {
            StampedFact fact = FactCodec.read(line);
            last = fact.node().isMember() ? fact : last;
        }
        StampedFact late = new StampedFact(
                last.tNanos() + 1,
                last.node(),
                last.boot(),
                last.seq() + 1,
                last.lamport() + 1,
                Optional.empty(),
                new TimerFired(1, 1_250_000_000));
        Files.writeString(file, FactCodec.line(late) + "\n", StandardOpenOption.APPEND);
        assertThat(RunReport.of(Recording.open(file)).html())
                .contains("The machine is busy, timings are not to be trusted: 1 election timer fired late, by up to"
                        + " 1.25 s.");
    }
}
