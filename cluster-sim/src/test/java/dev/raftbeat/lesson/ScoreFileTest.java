package dev.raftbeat.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFileTest {
    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("deep/lessons.json");
    }

    @Test
    void theLastAndTheBestAreKept() throws IOException {
        assertThat(ScoreFile.read(path()).of("01-heartbeats")).isEmpty();
        assertThat(ScoreFile.read(path()).add("01-heartbeats", new Score(2, 2))).isEmpty();
        assertThat(ScoreFile.read(path()).add("03-terms", new Score(0, 3))).isEmpty();
        assertThat(ScoreFile.read(path()).add("01-heartbeats", new Score(1, 2))).isEmpty();
        ScoreFile read = ScoreFile.read(path());
        assertThat(read.of("01-heartbeats")).hasValue(new ScoreFile.Kept(new Score(1, 2), new Score(2, 2), 2));
        assertThat(read.of("03-terms")).hasValue(new ScoreFile.Kept(new Score(0, 3), new Score(0, 3), 1));
        assertThat(read.damage()).isEmpty();
        try (Stream<Path> files = Files.list(path().getParent())) {
            assertThat(files).as("nothing is left beside it").containsExactly(path());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"v\": 2, \"lessons\": {}}",
                "{\"v\": 1}",
                "{\"v\": 1, \"lessons\": {\"a\": 3}}",
                "{\"v\": 1, \"lessons\": {\"a\": {\"last\": {\"right\": 3, \"asked\": 2},"
                        + " \"best\": {\"right\": 1, \"asked\": 2}, \"times\": 1}}}",
            })
    void aDamagedFileIsToldAndKept(String text) throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), text);
        for (int i = 1; i <= 2; i++) {
            ScoreFile damaged = ScoreFile.read(path());
            assertThat(damaged.damage().orElseThrow())
                    .contains("lessons.json is damaged: ")
                    .doesNotContain("\n");
            assertThat(damaged.of("a")).isEmpty();
            Path aside = damaged.add("b", new Score(1, 1)).orElseThrow();
            assertThat(aside).hasFileName("lessons.json.damaged-" + i).hasContent(text);
            assertThat(ScoreFile.read(path()).of("b")).isPresent();
            assertThat(ScoreFile.read(path()).damage()).isEmpty();
            Files.writeString(path(), text);
        }
    }

    @Test
    void whatIsNotUtf8IsDamaged() throws IOException {
        Files.createDirectories(path().getParent());
        Files.write(path(), new byte[] {'{', (byte) 0xff, '}'});
        assertThat(ScoreFile.read(path()).damage()).isPresent();
    }
}
