package dev.raftbeat.lesson;

import java.util.Locale;

/** The teacher's pages of all shipped lessons as a part of a document. */
public final class LessonPages {
    private LessonPages() {}

    /** In Markdown: a table of all, then a page for each. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| | lesson | minutes | questions |\n|---|---|---|---|\n");
        for (Lesson lesson : Lessons.all()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | [%s](#%s) | %d | %d |\n",
                    lesson.number(),
                    lesson.title(),
                    anchor(lesson),
                    lesson.minutes(),
                    lesson.questions().size()));
        }
        for (Lesson lesson : Lessons.all()) {
            text.append("\n### ").append(heading(lesson)).append("\n\n");
            lesson.teacher().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static String heading(Lesson lesson) {
        return lesson.number() + " " + lesson.title();
    }

    private static String anchor(Lesson lesson) {
        return heading(lesson)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }
}
