package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioRunner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suite: the same language and the same judgement on containers, which share their hosts from file to file. A few at a
 * time, since nodes at this pace mostly wait.
 */
@NeedsContainers
class ContainerScenariosTest {
    private static final ScenarioRunner CONTAINERS =
            new ScenarioRunner("containers", spec -> ContainerCluster.shared().launch(spec, Optional.empty()));

    static Stream<String> files() {
        return ScenarioFiles.all().stream()
                .filter(ScenarioFiles::isForContainers)
                .map(file -> ScenarioFiles.FOLDER.relativize(file).toString());
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("files")
    void holdsOnContainers(String file) {
        ScenarioResult result = CONTAINERS.run(ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file)), 1);
        assertThat(result.verdict()).as(() -> ScenarioFiles.failures(result)).isEqualTo(Verdict.VALID);
    }

    /** A fault that nothing shows to have acted proves nothing: every file asks for a fact that must have occurred. */
    @Test
    void everyFileNamesAFactThatMustHaveOccurred() {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(files().map(Path::of).map(ScenarioFiles.FOLDER::resolve))
                .allMatch(file ->
                        ScenarioFiles.read(file).text().lines().anyMatch(line -> line.startsWith("expect saw ")));
    }
}
