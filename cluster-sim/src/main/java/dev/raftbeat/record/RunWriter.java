package dev.raftbeat.record;

import dev.raftbeat.files.FileStat;
import dev.raftbeat.files.KnownFiles;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.User;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.StrictJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a run down: {@code STORE/NAME/TIME/}, with a link {@code latest} beside it to the newest one. Not for use by two
 * threads.
 */
public final class RunWriter implements FactSink, AutoCloseable {
    /** The file of facts, one line of JSON each. */
    public static final String FACTS = "facts.ndjson";

    /** What came of it. */
    public static final String RESULTS = "results.json";

    /** The scenario that was played, where one was. */
    public static final String SCENARIO = "scenario";

    /** The link to the newest recording. */
    static final String LATEST = "latest";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What folders of recordings are called. */
    private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z(-\\d{1,4})?");

    private static final Pattern FILES = Pattern.compile("facts\\.ndjson|results\\.json|scenario"
            + "|(report|replay)\\.html|timeline\\.svg|(n[1-9]|world|store)\\.log");

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SAME_TIME_MAX = 1_000;

    private final Path folder;
    private final OutputStream facts;
    private IOException failure;

    private RunWriter(Path folder) throws IOException {
        this.folder = folder;
        facts = new BufferedOutputStream(RegularFile.create(folder.resolve(FACTS)), BUFFER_BYTES);
    }

    /**
     * Begins a recording in a folder of its own.
     *
     * @param name of the run; what is no letter, digit, point, hyphen or underscore becomes a hyphen
     * @param now what its folder is called after
     */
    public static RunWriter create(Path store, String name, Instant now) throws IOException {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.-]+", "");
        Path runs = store.resolve(safe.isEmpty() ? "run" : safe);
        Files.createDirectories(runs);
        Path folder = own(runs, TIME.format(now));
        RunWriter writer = new RunWriter(folder);
        link(runs, folder.getFileName());
        return writer;
    }

    /** Two runs may begin in the same millisecond. */
    private static Path own(Path runs, String time) throws IOException {
        for (int i = 1; i < SAME_TIME_MAX; i++) {
            try {
                return Files.createDirectory(runs.resolve(i == 1 ? time : time + "-" + i));
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
        }
        throw new FileAlreadyExistsException(runs.resolve(time).toString());
    }

    /** Where links cannot be made, or something else is called so, the recording is as good without one. */
    private static void link(Path runs, Path target) {
        Path latest = runs.resolve(LATEST);
        Path fresh = runs.resolve(".latest-" + target);
        try {
            if (Files.isSymbolicLink(latest) || !Files.exists(latest, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(fresh, target);
                Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // A link that nothing leads to is still there, and does no harm.
            return;
        }
    }

    /** Whether the folder was made for a recording, by its name and its facts; a link to one was not. */
    public static boolean isRecording(Path folder) {
        return NAME.matcher(folder.getFileName().toString()).matches()
                && FileStat.is(folder, FileStat.Kind.FOLDER, User.self())
                && FileStat.is(folder.resolve(FACTS), FileStat.Kind.FILE, User.self());
    }

    /** Removes the files of a recording, and its folder where nothing else is in it. */
    public static void delete(Path recording) throws IOException {
        if (new KnownFiles(recording, User.self(), FILES).delete().isEmpty()) {
            Files.delete(recording);
        }
    }

    public Path folder() {
        return folder;
    }

    /** A failure is kept until {@link #close}: who tells facts cannot do anything about it. */
    @Override
    public void tell(StampedFact fact) {
        if (failure != null) {
            return;
        }
        try {
            facts.write(FactCodec.write(fact));
            facts.write('\n');
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Lets all that was told by now be in the file: a process that is killed loses what came after. */
    public void flush() {
        try {
            facts.flush();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Writes a whole file beside the facts. */
    public void file(String name, String text) throws IOException {
        WholeFile.write(folder.resolve(name), text, "a file of a recording", LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Ends the recording: reads back what was written, judges it, and leaves the results, a log a node, the picture and
     * the page beside the facts.
     *
     * @param results what is known of the run beyond its facts, such as its seed; what the checks say is added
     * @throws IOException when not everything that was told could be written
     */
    public void finish(Map<String, Object> results) throws IOException {
        close();
        Map<String, Object> all = new LinkedHashMap<>(results);
        try {
            Recording recording = Recording.open(folder);
            RunReport report = RunReport.of(recording);
            all.putAll(report.judged());
            file(RESULTS, StrictJson.STANDARD.pretty(all));
            report.knowing(all).write(folder);
            NodeLogs.write(recording, folder);
        } catch (RecordingException nothing) {
            // A run that told nothing has results and no report.
            file(RESULTS, StrictJson.STANDARD.pretty(all));
        }
    }

    /** @throws IOException when not everything that was told could be written */
    @Override
    public void close() throws IOException {
        facts.close();
        if (failure != null) {
            throw failure;
        }
    }
}
