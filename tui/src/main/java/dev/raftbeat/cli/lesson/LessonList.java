package dev.raftbeat.cli.lesson;

import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.Lessons;
import dev.raftbeat.lesson.ScoreFile;
import dev.raftbeat.text.Amounts;
import java.io.PrintWriter;
import java.util.Locale;

/** The lessons in a list, and a teacher's page. */
final class LessonList {
    private LessonList() {}

    static void print(PrintWriter out, ScoreFile scores) {
        for (Lesson lesson : Lessons.all()) {
            String score = scores.of(lesson.name())
                    .map(kept -> "last " + kept.last() + ", best " + kept.best())
                    .orElse("");
            String left = scores.left(lesson.name())
                    .map(place -> (score.isEmpty() ? "" : "; ") + "left at " + place.stage() + " of " + place.stages())
                    .orElse("");
            String line = String.format(
                    Locale.ROOT,
                    "%3d  %-44s %6s   %s%s",
                    lesson.number(),
                    lesson.title(),
                    Amounts.time(lesson.minutes() * 60_000_000_000L),
                    score,
                    left);
            out.println(line.stripTrailing());
        }
        out.println();
        out.println("raftbeat lesson 1 takes the first; raftbeat lesson 1 --teacher prints the teacher's page.");
        out.flush();
    }

    static void teacher(PrintWriter out, Lesson lesson) {
        out.println("Lesson " + lesson.number() + ": " + lesson.title() + " (" + lesson.minutes()
                + " minutes), for the teacher");
        out.println();
        lesson.teacher().forEach(out::println);
        out.flush();
    }
}
