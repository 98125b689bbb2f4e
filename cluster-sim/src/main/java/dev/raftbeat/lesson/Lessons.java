package dev.raftbeat.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The lessons that are shipped. */
public final class Lessons {
    /** Their files without {@code .lesson}, in the order of their numbers. */
    public static final List<String> NAMES = List.of(
            "01-heartbeats",
            "02-false-alarms",
            "03-terms-and-votes",
            "04-split-vote",
            "05-partition",
            "06-one-way",
            "07-fencing",
            "08-freeze",
            "09-detectors",
            "10-topologies",
            "11-sockets",
            "12-always",
            "13-bug-hunt",
            "14-post-mortem");

    private Lessons() {}

    /** All of them. */
    public static List<Lesson> all() {
        return NAMES.stream().map(Lessons::read).toList();
    }

    /** The one that comes after this one; empty after the last, and after one that is not shipped. */
    public static Optional<Lesson> after(Lesson lesson) {
        int next = NAMES.indexOf(lesson.name()) + 1;
        return next == 0 || next == NAMES.size() ? Optional.empty() : Optional.of(read(NAMES.get(next)));
    }

    private static Lesson read(String name) {
        String file = name + ".lesson";
        try (InputStream in = Lessons.class.getResourceAsStream("/lessons/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            return LessonParser.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LessonSyntaxException e) {
            throw new IllegalStateException("a shipped lesson cannot be read: " + e.getMessage(), e);
        }
    }
}
