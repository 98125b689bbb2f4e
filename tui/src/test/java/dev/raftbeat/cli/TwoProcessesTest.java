package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same bytes in another Java, with another hashing seed and another heap. */
@Tag("process")
class TwoProcessesTest {
    private static final String[] ONE = {"-XX:hashCode=5", "-Xmx256m"};
    private static final String[] OTHER = {"-XX:hashCode=3", "-Xmx197m"};

    @TempDir
    private Path directory;

    private String raftbeat(String[] java, int code, String... args) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:TieredStopAtLevel=1"));
        options.addAll(List.of(java));
        return RaftbeatProcess.output(directory, options, code, args);
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void recordingsOfOneSeedAreTheSameBytes() throws Exception {
        Files.writeString(directory.resolve("storm.scenario"), """
                cluster 5
                run until leader
                slow all -> all 20ms +-15ms
                duplicate 20% all -> all
                reorder 20% all -> all
                lose 10% all -> all
                run 3s
                kill leader
                crash one during save
                skew one +10%
                run 20E
                heal
                run until stable within 60E
                """);
        List<String> digests = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (String[] java : List.of(ONE, OTHER)) {
            String store = "store-" + digests.size();
            String out = raftbeat(java, ExitCodes.VALID, "run", "storm.scenario", "--seed", "9", "--record", store);
            said.add(out.lines()
                    .filter(line -> !line.startsWith("recorded in"))
                    .toList()
                    .toString());
            Path facts = directory.resolve(store).resolve("storm/latest/facts.ndjson");
            assertThat(Files.size(facts)).isGreaterThan(100_000);
            digests.add(digest(facts) + " " + digest(facts.resolveSibling("replay.html")));
        }
        assertThat(digests.get(1)).as("SHA-256 of the facts and of the page").isEqualTo(digests.get(0));
        assertThat(said.get(1)).isEqualTo(said.get(0));
    }

    @Test
    void aSweepFindsAndMakesSmallTheSame() throws Exception {
        List<String> digests = new ArrayList<>();
        List<List<String>> said = new ArrayList<>();
        for (String[] java : List.of(ONE, OTHER)) {
            String store = "found-" + digests.size();
            String out = raftbeat(
                    java, ExitCodes.VIOLATED, "sweep", "--variant", "never-saves", "--seeds", "40", "--out", store);
            said.add(out.lines().filter(line -> !line.startsWith("again: ")).toList());
            try (var files = Files.list(directory.resolve(store))) {
                digests.add(digest(files.findFirst().orElseThrow()));
            }
        }
        assertThat(said.get(0)).hasSizeGreaterThan(2);
        assertThat(said.get(1)).isEqualTo(said.get(0));
        assertThat(digests.get(1)).isEqualTo(digests.get(0));
    }

    @Test
    void lessonsInLinesAreTheSame() throws Exception {
        for (String lesson : List.of("7", "9", "14")) {
            String one = raftbeat(ONE, ExitCodes.VALID, "lesson", lesson, "--plain");
            assertThat(one).contains("== The answer", "== To try alone").hasSizeGreaterThan(3000);
            assertThat(raftbeat(OTHER, ExitCodes.VALID, "lesson", lesson, "--plain"))
                    .isEqualTo(one);
        }
    }
}
