package dev.raftbeat.lesson;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.record.JsonText;
import dev.raftbeat.wire.JsonTree;
import dev.raftbeat.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        Kept then(Score score) {
            return new Kept(score, score.right() >= best.right() ? score : best, times + 1);
        }
    }

    private final Path path;
    private final Map<String, Kept> scores = new TreeMap<>();
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
            file.take(JsonTree.read(RegularFile.text(path, EXPECTED, BYTES_MAX)));
        } catch (NoSuchFileException none) {
            return file;
        } catch (UnusableFileException e) {
            if (!e.isDamaged()) {
                throw e;
            }
            file.damage = Optional.of(e.of("it"));
        } catch (WireException | IllegalArgumentException e) {
            file.scores.clear();
            file.damage = Optional.of(String.valueOf(e.getMessage()));
        }
        return file;
    }

    private void take(Object tree) {
        Map<?, ?> root = map(tree, "an object");
        if (!Long.valueOf(1).equals(root.get("v"))) {
            throw new IllegalArgumentException("expected \"v\": 1");
        }
        map(root.get("lessons"), "\"lessons\"")
                .forEach((name, kept) -> scores.put(String.valueOf(name), kept(map(kept, "a lesson"))));
    }

    private static Map<?, ?> map(Object tree, String what) {
        if (!(tree instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("expected " + what + " to be an object");
        }
        return map;
    }

    private static Kept kept(Map<?, ?> lesson) {
        Score last = score(map(lesson.get("last"), "\"last\""));
        Score best = score(map(lesson.get("best"), "\"best\""));
        return new Kept(last, best, number(lesson.get("times"), "times", 1));
    }

    private static Score score(Map<?, ?> score) {
        int asked = (int) number(score.get("asked"), "asked", 0);
        int right = (int) number(score.get("right"), "right", 0);
        if (right > asked) {
            throw new IllegalArgumentException("expected \"right\" to be at most \"asked\"");
        }
        return new Score(right, asked);
    }

    private static long number(Object value, String name, long least) {
        if (!(value instanceof Long number) || number < least || number > 1_000_000) {
            throw new IllegalArgumentException("expected \"" + name + "\" to be a number from " + least);
        }
        return number;
    }

    /** What is wrong with the file, in a sentence; empty when nothing is. */
    public Optional<String> damage() {
        return damage.map(what -> path + " is damaged: " + what);
    }

    /** What is kept of a lesson, by its name. */
    public Optional<Kept> of(String lesson) {
        return Optional.ofNullable(scores.get(lesson));
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
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Optional<Path> aside = damage.isPresent() ? Optional.of(moveAside()) : Optional.empty();
        damage = Optional.empty();
        WholeFile.write(path, json(), EXPECTED);
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

    private String json() {
        Map<String, Object> lessons = new LinkedHashMap<>();
        scores.forEach((name, kept) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("last", score(kept.last()));
            one.put("best", score(kept.best()));
            one.put("times", kept.times());
            lessons.put(name, one);
        });
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", 1);
        root.put("lessons", lessons);
        return JsonText.of(root);
    }

    private static Map<String, Object> score(Score score) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("right", score.right());
        json.put("asked", score.asked());
        return json;
    }
}
