package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.Recordings;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.world.sentence.Sentences;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that counts or numbers elections means the same by one, also where votes are split. */
class ElectionCountsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<StampedFact> facts = new ArrayList<>();
    private String recording;
    private long elections;
    private long campaigns;

    @TempDir
    private Path directory;

    private String run(String... args) {
        out.getBuffer().setLength(0);
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args))
                .as("%s %s", List.of(args), err)
                .isIn(ExitCodes.VALID, ExitCodes.UNKNOWN);
        return out.toString();
    }

    @BeforeEach
    void record() throws IOException, RecordingException {
        Path file = directory.resolve("split.scenario");
        Files.writeString(
                file,
                "cluster 4 prevote off checkquorum off seed 3\nrun until stable\nalign timers\nkill leader\nrun 10E\n"
                        + "spread timers\nrun 10E\n");
        Path store = directory.resolve("store");
        run("run", file.toString(), "--record", store.toString());
        recording = store.resolve("split").toString();
        Recordings.open(recording).tellTo(facts::add);
        TreeSet<Long> terms = new TreeSet<>();
        for (StampedFact fact : facts) {
            if (fact.fact() instanceof BecameCandidate campaign) {
                terms.add(campaign.term());
                campaigns++;
            }
        }
        elections = terms.size();
        assertThat(elections).isGreaterThan(2).isLessThan(campaigns);
    }

    private static List<Long> numbers(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> Long.parseLong(match.group(1)))
                .toList();
    }

    /** Whether these are 1, 1, 2, 3, 3 and so on up to all elections. */
    private void assertNumbersAll(List<Long> numbers) {
        assertThat(numbers).hasSize((int) campaigns).isSorted();
        assertThat(new TreeSet<>(numbers))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, elections).boxed().toList());
    }

    @Test
    void whyNumbersElectionsAndTheirCampaigns() {
        String why = run("why", recording);
        assertNumbersAll(numbers("(?m)^election (\\d+) of " + elections + "(?:, campaign \\d of \\d)?: term", why));
        assertThat(why).contains(", campaign 1 of 3: term").contains(", campaign 3 of 3: term");
        String json = run("why", recording, "-o", "json");
        assertThat(json).contains("\"elections\": " + elections).contains("\"campaigns\": " + campaigns);
        assertNumbersAll(numbers("\"election\": (\\d+)", json));
    }

    @Test
    void oneElectionIsAllItsCampaigns() {
        long split = numbers("(?m)^election (\\d+) of \\d+, campaign 1 of \\d", run("why", recording))
                .get(0);
        String why = run("why", recording, "election", Long.toString(split));
        assertThat(numbers("(?m)^election (\\d+) of", why)).containsOnly(split).hasSizeGreaterThan(1);
        assertThat(Main.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "why",
                        recording,
                        "election",
                        Long.toString(elections + 1)))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("the run has " + elections + " elections");
    }

    @Test
    void theFeedNumbersThemTheSame() {
        Sentences sentences = new Sentences();
        StringBuilder feed = new StringBuilder();
        facts.forEach(fact ->
                sentences.tell(fact).ifPresent(told -> feed.append(told.text()).append('\n')));
        assertNumbersAll(numbers("\\(election (\\d+)\\)", feed.toString()));
    }

    @Test
    void theScreenCountsAsMany() {
        Model model = new Model(
                "split", Stream.of("n1", "n2", "n3", "n4").map(NodeId::new).toList());
        facts.forEach(model::hear);
        assertThat(model.seen(facts.get(facts.size() - 1).tNanos()).get(0)).contains(", " + elections + " elections,");
    }

    @Test
    void replayAndReportCountAsMany() throws IOException {
        assertThat(run("replay", recording, "--plain")).contains(": " + elections + " elections, ");
        assertThat(run("report", recording)).contains(elections + " elections, ");
        String page = Files.readString(Path.of(recording).resolve("latest/report.html"));
        assertThat(page)
                .contains("<b>" + elections + "</b><span>elections</span>")
                .contains(", " + elections + " elections, ")
                .contains(campaigns + " campaigns in " + elections + " elections");
    }
}
