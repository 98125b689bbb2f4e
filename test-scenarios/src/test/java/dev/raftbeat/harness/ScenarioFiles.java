package dev.raftbeat.harness;

import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scenarios that are shipped, and how a test says what became of one. */
final class ScenarioFiles {
    static final Path FOLDER =
            SourceTree.ofThisCheckout().root().resolve("test-scenarios/src/main/resources/scenarios");

    private ScenarioFiles() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".scenario"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the suite on containers: short, and at a pace for real networks. */
    static boolean isForContainers(Path file) {
        return file.getParent().endsWith("containers") || needsKernels(file);
    }

    /** Those whose faults only the kernel of a node's host has. */
    static boolean needsKernels(Path file) {
        return file.getParent().endsWith("kernel");
    }

    /** Whether it is a row of the table of predictions, with plain Raft beside the rest, and not one for real processes. */
    static boolean isOfTheTable(Path file) {
        return !file.getParent().endsWith("live") && !isForContainers(file);
    }

    static Scenario read(Path file) {
        try {
            return ScenarioParser.parse(
                    SourceTree.ofThisCheckout().root().relativize(file).toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ScenarioSyntaxException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** What was not valid, and the command that shows it again. */
    static String failures(ScenarioResult result) {
        return result.trials().stream()
                .map(trial -> result.replay(trial.seed()) + "\n" + failures(trial))
                .collect(Collectors.joining("\n"));
    }

    private static String failures(TrialResult trial) {
        return trial.findings().stream().map(finding -> "  " + finding).collect(Collectors.joining("\n"));
    }
}
