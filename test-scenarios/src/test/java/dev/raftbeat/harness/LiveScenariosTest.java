package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioRunner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same files, the same words and the same judgement on real processes. */
@Tag("process")
class LiveScenariosTest {
    @TempDir
    private Path directory;

    static Stream<String> files() {
        return ScenarioFiles.all().stream()
                .filter(file -> file.getParent().endsWith("live"))
                .map(file -> ScenarioFiles.FOLDER.relativize(file).toString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsOnProcesses(String file) {
        Path path = directory.resolve("cluster");
        ScenarioRunner local =
                new ScenarioRunner("local", spec -> LocalWorld.owning(path, spec, false, Optional.empty()));
        ScenarioResult result = local.run(ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file)), 1);
        assertThat(result.verdict()).as(() -> ScenarioFiles.failures(result)).isEqualTo(Verdict.VALID);
        Machine.awaitNothingLeft(path);
    }
}
