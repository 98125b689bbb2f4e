package dev.raftbeat.lesson;

import dev.raftbeat.scenario.Recorder;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder for what a lesson records and its commands write, gone with the lesson. In the lesson it is called {@value
 * #NAME}, so that its text and what is printed are the same wherever the folder is.
 */
final class Scratch implements AutoCloseable {
    static final String NAME = "store/";

    private final TreeSet<String> recorded = new TreeSet<>();
    private Optional<Path> folder = Optional.empty();

    private Path folder() {
        if (folder.isEmpty()) {
            try {
                folder = Optional.of(Files.createTempDirectory("raftbeat-lesson"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder.get();
    }

    /** Plays a scenario and writes it down; the same one again is there already. */
    void record(Section.Recording recording) {
        if (!recorded.add(recording.name())) {
            return;
        }
        String text = String.join(
                        "\n", recording.lines().stream().map(Section.Line::text).toList())
                + "\n";
        try {
            Scenario scenario = ScenarioParser.parse(recording.name() + ".scenario", text);
            Recorder recorder = new Recorder(folder(), "sim", "");
            Object ignored = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                    .run(scenario, OptionalLong.empty(), 1, recorder);
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException("this was read before: " + e.getMessage(), e);
        }
    }

    /** Words of a command with the folder for its name. */
    List<String> inside(List<String> words) {
        return words.stream()
                .map(word -> word.startsWith(NAME) ? folder() + "/" + word.substring(NAME.length()) : word)
                .toList();
    }

    /** What was printed with the name for the folder. */
    CommandOutput outside(CommandOutput output) {
        if (folder.isEmpty()) {
            return output;
        }
        List<String> lines = new ArrayList<>();
        output.lines().forEach(line -> lines.add(line.replace(folder.get() + "/", NAME)));
        return new CommandOutput(output.exitCode(), lines);
    }

    @Override
    public void close() {
        if (folder.isEmpty()) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder.get())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder = Optional.empty();
    }
}
