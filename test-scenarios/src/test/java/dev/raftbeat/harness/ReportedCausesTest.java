package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.Recording;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.record.RunReport;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import dev.raftbeat.wire.FactCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The report of a recording says of each election what {@code raftbeat why} says of it. */
@BesideAnother
class ReportedCausesTest {
    private static final Pattern ROW = Pattern.compile(
            "<tr data-fact=\"([^\"]*)\">.*?<td data-label=\"because\">(.*?)</td><td>(.*?)</td>", Pattern.DOTALL);

    /** Of a run with more elections, the report tells the last of them. */
    private static final int ELECTIONS_MAX = 500;

    @TempDir
    private Path directory;

    static Stream<String> files() {
        return ScenarioFilesTest.files();
    }

    private Recording recorded(List<StampedFact> facts) throws IOException, RecordingException {
        Path file = directory.resolve("facts.ndjson");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (StampedFact fact : facts) {
                out.write(FactCodec.write(fact));
                out.write('\n');
            }
        }
        return Recording.open(file);
    }

    /** By the id of the election: why, and what it goes back to. */
    private static Map<String, String> reported(Recording recording) throws RecordingException {
        Map<String, String> causes = new LinkedHashMap<>();
        Matcher row = ROW.matcher(RunReport.of(recording).html());
        while (row.find()) {
            causes.put(row.group(1), row.group(2) + "; " + row.group(3));
        }
        return causes;
    }

    private static Map<String, String> explained(Recording recording) throws RecordingException {
        Excerpt excerpt = new Excerpt(Excerpt.ELECTIONS, Integer.MAX_VALUE);
        recording.tellTo(excerpt);
        Why why = new Why(excerpt);
        List<StampedFact> elections = why.campaigns();
        Map<String, String> causes = new LinkedHashMap<>();
        for (StampedFact election :
                elections.subList(Math.max(0, elections.size() - ELECTIONS_MAX), elections.size())) {
            Explanation one = why.explain(election);
            causes.put(
                    election.id().toString(),
                    CleanText.markup(one.sentence()) + "; " + CleanText.markup(one.verdict()));
        }
        return causes;
    }

    @ParameterizedTest
    @MethodSource("files")
    void ofEachElectionOfAScenario(String file) throws Exception {
        for (List<StampedFact> facts : WhyScenariosTest.facts(file, 1)) {
            Recording recording = recorded(facts);
            assertThat(reported(recording)).isNotEmpty().isEqualTo(explained(recording));
        }
    }

    @Test
    void ofEachElectionOfARecording() throws Exception {
        Recording recording =
                Recording.open(Path.of("../cluster-sim/src/test/resources/recordings/false-failover.ndjson"));
        assertThat(reported(recording)).hasSizeGreaterThan(3).isEqualTo(explained(recording));
    }

    /** The pause of n5 is over when the heartbeats become rare, though that of n1 goes on. */
    @Test
    void aPauseThatIsOverForOneNodeIsNotBlamedForIt() throws Exception {
        List<StampedFact> facts = WhyScenariosTest.facts(
                        ScenarioParser.parse("narrowed.scenario", """
                                cluster 5 seed 7 prevote off checkquorum off
                                run until stable
                                pause n1,n5
                                run 3E
                                resume n5
                                run 3E
                                set heartbeat 400ms
                                run 8E
                                """.getBytes(StandardCharsets.UTF_8)), 7)
                .get(0);
        Recording recording = recorded(facts);
        assertThat(reported(recording)).isEqualTo(explained(recording));
        assertThat(reported(recording).values().stream().dropWhile(cause -> !cause.contains("set heartbeat")))
                .hasSizeGreaterThan(9)
                .allSatisfy(cause -> assertThat(cause)
                        .endsWith("; back to a setting: set heartbeat 400ms")
                        .doesNotContain("pause n1,n5"));
    }
}
