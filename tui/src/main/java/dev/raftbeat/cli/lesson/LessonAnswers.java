package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.plain.PlainLesson;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Where the answers of a lesson in lines come from. */
final class LessonAnswers {
    /** A number, and what somebody may type by mistake. */
    private static final int LINE_LENGTH_MAX = 1_000;

    /** How often one question is asked of whoever types something else. */
    private static final int TRIES_MAX = 100;

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
     * Those that somebody types, a line each. An empty line and the end of the input answer nothing. An input that never
     * ends, in one line or in many, is refused.
     *
     * @param in buffered
     * @param again told what was expected, when something else was typed
     */
    static PlainLesson.Answers read(Reader in, Consumer<String> again) {
        return choices -> {
            String expected = "a number from 1 to " + choices + ", or nothing";
            try {
                for (int tries = 0; tries < TRIES_MAX; tries++) {
                    String line = line(in, expected).strip();
                    if (line.isEmpty()) {
                        return OptionalInt.empty();
                    }
                    if (line.matches("[1-9]") && Integer.parseInt(line) <= choices) {
                        return OptionalInt.of(Integer.parseInt(line) - 1);
                    }
                    again.accept("Expected " + expected + ": ");
                }
            } catch (IOException e) {
                throw UserError.environment("standard input cannot be read: " + e.getMessage());
            }
            throw UserError.usage(
                    "standard input holds " + TRIES_MAX + " lines in a row that are no answer: expected " + expected);
        };
    }

    /** The next line, empty at the end. */
    private static String line(Reader in, String expected) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == LINE_LENGTH_MAX) {
                throw UserError.usage("standard input holds a line of more than " + LINE_LENGTH_MAX
                        + " characters: expected " + expected);
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
