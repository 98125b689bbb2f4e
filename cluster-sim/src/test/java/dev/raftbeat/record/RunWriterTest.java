package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.StampedFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down can be read again, as far as it goes. */
class RunWriterTest {
    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00.5Z");

    @TempDir
    private Path store;

    @Test
    void whatWasToldIsReadAgainAndACutLineIsCounted() throws IOException {
        List<StampedFact> told = History.booted(3).facts();
        RunWriter writer = RunWriter.create(store, "run", NOON);
        try (writer) {
            told.forEach(writer::tell);
        }
        Path facts = writer.folder().resolve(RunWriter.FACTS);
        byte[] whole = Files.readAllBytes(facts);
        Files.write(facts, Arrays.copyOf(whole, whole.length - 5), StandardOpenOption.TRUNCATE_EXISTING);
        RecordedFacts recorded = new RecordedFacts(List.of(facts));
        List<StampedFact> read = new ArrayList<>();
        recorded.tellTo(read::add);
        assertThat(read).isEqualTo(told.subList(0, told.size() - 1));
        assertThat(recorded.damaged()).isEqualTo(1);
    }

    @Test
    void eachRunHasAFolderOfItsOwnAndTheLinkPointsToTheNewest() throws IOException {
        Path first = create("leader kill/../x").folder();
        Path second = create("leader kill/../x").folder();
        assertThat(first.getParent()).isEqualTo(store.resolve("leader-kill-..-x"));
        assertThat(first.getFileName()).hasToString("20300102T120000.500Z");
        assertThat(second.getFileName()).hasToString("20300102T120000.500Z-2");
        assertThat(first.resolveSibling("latest").toRealPath()).isEqualTo(second.toRealPath());
    }

    @Test
    void nothingIsWrittenThroughALinkInTheFolder() throws IOException {
        Path precious = Files.writeString(store.resolve("precious"), "gold");
        for (String name : List.of(RunWriter.RESULTS, RunReport.PAGE, RunReport.PICTURE, "n1.log")) {
            RunWriter writer = RunWriter.create(store, "run", NOON);
            History.booted(3).facts().forEach(writer::tell);
            Files.createSymbolicLink(writer.folder().resolve(name), precious);
            assertThatThrownBy(() -> writer.finish(Map.of()))
                    .as(name)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(name);
            assertThat(precious).as(name).hasContent("gold");
        }
    }

    @Test
    void whatIsCalledAsTheLinkAndIsNoneStays() throws IOException {
        Path file = store.resolve("one/latest");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "gold");
        Files.createDirectories(store.resolve("two/latest"));
        assertThat(create("one").folder().resolve(RunWriter.FACTS)).exists();
        assertThat(create("two").folder().resolve(RunWriter.FACTS)).exists();
        assertThat(file).hasContent("gold");
        assertThat(store.resolve("two/latest")).isDirectory();
        try (var all = Files.list(file.getParent())) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void aRecordingThatIsRemovedLeavesWhatItsWriterDidNotMake() throws IOException {
        Path whole = create("run").folder();
        Path mixed = create("run").folder();
        for (String file : List.of("results.json", "scenario", "report.html", "timeline.svg", "n1.log", "world.log")) {
            Files.writeString(whole.resolve(file), "");
            Files.writeString(mixed.resolve(file), "");
        }
        Files.writeString(mixed.resolve("thesis.txt"), "gold");
        Files.createSymbolicLink(mixed.resolve("store.log"), mixed.resolve("thesis.txt"));
        RunWriter.delete(whole);
        RunWriter.delete(mixed);
        assertThat(whole).doesNotExist();
        try (var left = Files.list(mixed)) {
            assertThat(left).containsExactlyInAnyOrder(mixed.resolve("thesis.txt"), mixed.resolve("store.log"));
        }
    }

    @Test
    void aRecordingIsKnownByItsNameAndItsFacts() throws IOException {
        Path run = create("run").folder();
        assertThat(RunWriter.isRecording(run)).isTrue();
        Path link = Files.createSymbolicLink(run.resolveSibling("20300102T120000.501Z"), run);
        assertThat(RunWriter.isRecording(link)).as("a link to one").isFalse();
        Path other = Files.move(run, run.resolveSibling("my-best-run"));
        assertThat(RunWriter.isRecording(other)).as("one of another name").isFalse();
        Path empty = Files.createDirectory(run.resolveSibling("20300102T120000.502Z"));
        assertThat(RunWriter.isRecording(empty)).as("a folder without facts").isFalse();
    }

    @Test
    void noNameLeadsOutOfTheStore() throws IOException {
        for (String name : List.of("..", "../../etc", "", "/etc", ".hidden")) {
            assertThat(create(name).folder().getParent().getParent()).isEqualTo(store);
        }
    }

    private RunWriter create(String name) throws IOException {
        RunWriter writer = RunWriter.create(store, name, NOON);
        writer.close();
        return writer;
    }
}
