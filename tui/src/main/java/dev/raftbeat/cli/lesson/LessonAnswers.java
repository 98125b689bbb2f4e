package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.plain.PlainLesson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Where the answers of a lesson in lines come from. */
final class LessonAnswers {
    private LessonAnswers() {}

    /** Those of a script, counted from 1; behind the last one nothing is answered. */
    static PlainLesson.Answers of(List<Integer> given) {
        Iterator<Integer> left = given.iterator();
        return choices -> {
            if (!left.hasNext()) {
                return OptionalInt.empty();
            }
            int answer = left.next();
            if (answer < 1 || answer > choices) {
                throw UserError.usage("--answers: " + answer + " is no choice here: 1 to " + choices);
            }
            return OptionalInt.of(answer - 1);
        };
    }

    /**
     * Those that somebody types, a line each. An empty line and the end of the input answer nothing.
     *
     * @param again told what was expected, when something else was typed
     */
    static PlainLesson.Answers read(BufferedReader in, Consumer<String> again) {
        return choices -> {
            try {
                for (String line = in.readLine(); line != null && !line.isBlank(); line = in.readLine()) {
                    if (line.strip().matches("[1-9]") && Integer.parseInt(line.strip()) <= choices) {
                        return OptionalInt.of(Integer.parseInt(line.strip()) - 1);
                    }
                    again.accept("Expected a number from 1 to " + choices + ", or nothing: ");
                }
                return OptionalInt.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
