package dev.raftbeat.lesson;

import dev.raftbeat.files.WholeFile;
import dev.raftbeat.scenario.Recorder;
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
 * The folder in which the commands of a lesson run, gone with the lesson. What it records and the scenarios that it names
 * lie in {@value #STORE}, where commands look by themselves. It is not named in what is printed, so that this is the same
 * wherever the folder is.
 */
final class ScratchFolder implements AutoCloseable {
    static final String STORE = "store/";

    private final TreeSet<String> made = new TreeSet<>();
    private final TreeSet<String> times = new TreeSet<>();
    private Optional<Path> folder = Optional.empty();

    Path folder() {
        if (folder.isEmpty()) {
            try {
                folder =
                        Optional.of(Files.createTempDirectory("raftbeat-lesson").toRealPath());
                Files.createDirectory(folder.get().resolve(STORE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder.get();
    }

    /** Writes a scenario, and its recording if that is wanted; the same one again is there already. */
    void make(Section.Material material) {
        if (!made.add(material.name())) {
            return;
        }
        String text = String.join(
                        "\n", material.lines().stream().map(Section.Line::text).toList())
                + "\n";
        String name = material.name() + ".scenario";
        Path store = folder().resolve(STORE);
        try {
            WholeFile.write(store.resolve(name), text, "a scenario");
            if (material.recorded()) {
                Recorder recorder = new Recorder(store, "sim", "");
                Object ignored = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                        .run(ScenarioParser.parse(name, text), OptionalLong.empty(), 1, recorder);
                recorder.written().forEach(path -> times.add(path.getFileName().toString()));
            }
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException("this was read before: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was printed, without the name of the folder and the time of day at which it was made. */
    CommandOutput outside(CommandOutput output) {
        if (folder.isEmpty()) {
            return output;
        }
        List<String> lines = new ArrayList<>();
        for (String line : output.lines()) {
            String shown = line.replace(folder.get() + "/", "");
            for (String time : times) {
                shown = shown.replace(time, "latest");
            }
            lines.add(shown);
        }
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
