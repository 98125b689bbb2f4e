package dev.raftbeat.lesson;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scores, kept in a file from one lesson to the next: for each lesson the last and the best, and how often it was gone
 * through to its end. A file that cannot be understood is never written over: it is moved aside first, and that is told.
 */
public final class ScoreFile {
    private static final String EXPECTED = "the scores of lessons";

    /** Far more lessons than anybody writes. */
    private static final int BYTES_MAX = 1 << 20;

    private static final int ASIDE_MAX = 1000;

    /**
     * What is kept of one lesson.
     *
     * @param best the score with the most right answers
     * @param times how often it was gone through, at least 1
     */
    public record Kept(Score last, Score best, long times) {
        public Kept {
            if (times < 1 || times > TIMES_MAX) {
                throw new IllegalArgumentException("\"times\" from 1 to " + TIMES_MAX);
            }
        }

        Kept then(Score score) {
            return new Kept(score, score.right() >= best.right() ? score : best, times + 1);
        }
    }

    private static final int VERSION = 1;
    private static final int TIMES_MAX = 1_000_000;

    /**
     * The file: what is kept of each lesson, by its name.
     *
     * @param left where lessons were left that were not gone through to their end
     */
    private record Document(int v, SortedMap<String, Kept> lessons, Optional<SortedMap<String, LessonPlace>> left) {
        private Document {
            if (v != VERSION) {
                throw new IllegalArgumentException("\"v\": " + VERSION);
            }
        }
    }

    private final Path path;
    private final SortedMap<String, Kept> scores = new TreeMap<>();
    private final SortedMap<String, LessonPlace> left = new TreeMap<>();
    private Optional<String> damage = Optional.empty();

    private ScoreFile(Path path) {
        this.path = path;
    }

    /**
     * Reads a file of scores; one that is not there holds none.
     *
     * @throws IOException in a sentence, when it is there and cannot be read
     */
    public static ScoreFile read(Path path) throws IOException {
        ScoreFile file = new ScoreFile(path);
        try {
            String text = RegularFile.text(path, EXPECTED, BYTES_MAX);
            Document document = StrictJson.STANDARD.read(text, Document.class);
            file.scores.putAll(document.lessons());
            document.left().ifPresent(file.left::putAll);
        } catch (NoSuchFileException none) {
            return file;
        } catch (UnusableFileException e) {
            if (!e.isDamaged()) {
                throw e;
            }
            file.damage = Optional.of(e.of("it"));
        } catch (DocumentException e) {
            file.damage = Optional.of(e.getMessage());
        }
        return file;
    }

    /** What is wrong with the file, in a sentence; empty when nothing is. */
    public Optional<String> damage() {
        return damage.map(what -> path + " is damaged: " + what);
    }

    /** What is kept of a lesson, by its name. */
    public Optional<Kept> of(String lesson) {
        return Optional.ofNullable(scores.get(lesson));
    }

    /** Where a lesson was left, by its name. */
    public Optional<LessonPlace> left(String lesson) {
        return Optional.ofNullable(left.get(lesson));
    }

    /**
     * Keeps where a lesson was left, and writes the file as {@link #add} does.
     *
     * @param place empty for one that begins anew the next time
     * @throws IOException when it cannot be written
     */
    public Optional<Path> leave(String lesson, Optional<LessonPlace> place) throws IOException {
        if (left(lesson).equals(place)) {
            return Optional.empty();
        }
        left.remove(lesson);
        place.ifPresent(here -> left.put(lesson, here));
        return write();
    }

    /**
     * Adds a score and writes the file whole: whoever reads it sees the old one or the new one.
     *
     * @return where a damaged file was moved to, if there was one
     * @throws IOException when it cannot be written
     */
    public Optional<Path> add(String lesson, Score score) throws IOException {
        Kept before = scores.get(lesson);
        scores.put(lesson, before == null ? new Kept(score, score, 1) : before.then(score));
        left.remove(lesson);
        return write();
    }

    private Optional<Path> write() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Optional<Path> aside = damage.isPresent() ? Optional.of(moveAside()) : Optional.empty();
        damage = Optional.empty();
        WholeFile.write(
                path,
                StrictJson.STANDARD.pretty(
                        new Document(VERSION, scores, left.isEmpty() ? Optional.empty() : Optional.of(left))),
                EXPECTED);
        return aside;
    }

    private Path moveAside() throws IOException {
        for (int i = 1; i < ASIDE_MAX; i++) {
            Path aside = path.resolveSibling(path.getFileName() + ".damaged-" + i);
            if (!Files.exists(aside)) {
                return Files.move(path, aside);
            }
        }
        throw new IOException("there are " + ASIDE_MAX + " damaged files of scores already");
    }
}
