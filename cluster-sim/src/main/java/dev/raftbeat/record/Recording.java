package dev.raftbeat.record;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run that was written down, wherever: a folder that {@link RunWriter} made, the folder of a local cluster that
 * records, or a file of facts alone.
 *
 * @param name what to call it
 * @param folder where it lies, and where its report goes
 * @param files of facts, at least one
 * @param progress told how much of it was read; when it is stopped, the rest is not read
 */
public record Recording(String name, Path folder, List<Path> files, Progress progress) {
    /** A finding for each line of a scenario, and a sentence for each violation that a check keeps. */
    private static final int RESULTS_BYTES_MAX = 4 << 20;

    /** As long as a scenario may be. */
    private static final int SCENARIO_BYTES_MAX = 1 << 20;

    /** All are read at once, a clusters' nodes are nine at most, and a system lets a process open some hundred files. */
    private static final int FILES_MAX = 100;

    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)\\.\\d{3}Z(?:-\\d+)?");

    public Recording {
        files = List.copyOf(files);
    }

    private Recording(String name, Path folder, List<Path> files) {
        this(name, folder, files, new Progress());
    }

    /** The same, for somebody who watches how it is read. */
    public Recording watchedBy(Progress watcher) {
        return new Recording(name, folder, files, watcher);
    }

    /** @throws RecordingException when there is nothing at this path that could hold facts */
    public static Recording open(Path path) throws RecordingException {
        String shown = PlainText.path(path.toString());
        if (!Files.isDirectory(path)) {
            refuseOther(path);
        }
        if (!Files.exists(path)) {
            throw new RecordingException(shown + " does not exist");
        }
        Path real = real(path);
        if (!Files.isDirectory(real)) {
            return new Recording(
                    name(real), Optional.ofNullable(real.getParent()).orElse(real), List.of(real));
        }
        if (!Files.exists(real.resolve(RunWriter.FACTS)) && Files.isDirectory(real.resolve(RunWriter.LATEST))) {
            real = real(real.resolve(RunWriter.LATEST));
        }
        refuseOther(real.resolve(RunWriter.FACTS));
        if (Files.exists(real.resolve(RunWriter.FACTS))) {
            return new Recording(name(real.resolve(RunWriter.FACTS)), real, List.of(real.resolve(RunWriter.FACTS)));
        }
        List<Path> files = ofCluster(real);
        if (files.isEmpty()) {
            throw new RecordingException(shown + " is a folder without facts: expected " + RunWriter.FACTS
                    + " in it, or the folder of a cluster that records");
        }
        if (files.size() > FILES_MAX) {
            throw new RecordingException(
                    shown + " holds more than " + FILES_MAX + " files of facts: expected one a node");
        }
        return new Recording(name(real), real, files);
    }

    private static void refuseOther(Path file) throws RecordingException {
        try {
            RegularFile.check(file, "facts");
        } catch (IOException e) {
            throw new RecordingException(PlainText.clean(e.getMessage()));
        }
    }

    private static Path real(Path path) throws RecordingException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new RecordingException(PlainText.path(path.toString()) + " cannot be read");
        }
    }

    /** {@code leader-kill, 20300102T120000.500Z}, after the two folders that hold a file of facts. */
    private static String name(Path path) {
        int count = path.getNameCount();
        boolean inFolder = path.endsWith(RunWriter.FACTS);
        if (inFolder && count >= 3) {
            return path.getName(count - 3) + ", " + path.getName(count - 2);
        }
        return String.valueOf(path.getFileName());
    }

    /** The name without the time. */
    String title() {
        return name.replaceFirst(", " + TIME.pattern() + "$", "");
    }

    /** The time after which its folder is called, if it is called after one. */
    Optional<String> when() {
        Matcher time = TIME.matcher(name);
        return time.find()
                ? Optional.of(time.group(1) + "-" + time.group(2) + "-" + time.group(3) + " " + time.group(4) + ":"
                        + time.group(5) + ":" + time.group(6) + " UTC")
                : Optional.empty();
    }

    /** Where {@code up --record} lets nodes write: one file a node, and the world's beside them. */
    private static List<Path> ofCluster(Path root) throws RecordingException {
        Path nodes = root.resolve("nodes");
        try (Stream<Path> own = Files.isDirectory(nodes) ? Files.list(nodes) : Stream.empty();
                Stream<Path> beside = Files.list(root)) {
            return Stream.concat(own, beside)
                    .filter(file -> file.toString().endsWith(".ndjson"))
                    .limit(FILES_MAX + 1L)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RecordingException(PlainText.clean(root.toString()) + " cannot be read");
        }
    }

    /**
     * Tells all facts that can be read, or those that were read until somebody stopped it.
     *
     * @return what was wrong with it
     * @throws RecordingException when there is no fact in it, or it cannot be read
     */
    public RecordingDefects tellTo(FactSink sink) throws RecordingException {
        RecordedFacts facts = new RecordedFacts(files, progress);
        try {
            facts.tellTo(fact -> {
                sink.tell(fact);
                progress.check();
            });
        } catch (StoppedException stopped) {
            return facts.flaws();
        } catch (UnusableFileException e) {
            throw new RecordingException(PlainText.clean(e.getMessage()));
        } catch (IOException e) {
            throw new RecordingException(PlainText.path(folder.toString()) + " cannot be read: " + e.getMessage());
        }
        if (facts.told() == 0) {
            RecordingDefects flaws = facts.flaws();
            throw new RecordingException(PlainText.path(files.get(0).toString())
                    + (flaws.damaged() == 0
                            ? " is empty: expected facts, one line of JSON each"
                            : " holds no fact: expected one line of JSON each, but "
                                    + flaws.first().get(0)));
        }
        return facts.flaws();
    }

    /** The scenario that was played, as far as it can be read. */
    Optional<String> scenario() {
        Path file = folder.resolve(RunWriter.SCENARIO);
        try {
            byte[] bytes = RegularFile.bytes(file, "a scenario", SCENARIO_BYTES_MAX);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What {@code results.json} says, as far as it can be read: maps, lists, text, numbers and truth values. */
    public Map<String, Object> results() {
        Path file = folder.resolve(RunWriter.RESULTS);
        try {
            return StrictJson.STANDARD.readMap(RegularFile.text(file, "results", RESULTS_BYTES_MAX));
        } catch (IOException | DocumentException e) {
            // A report rests on facts; without results it only knows less of how they came about.
            return Map.of();
        }
    }
}
