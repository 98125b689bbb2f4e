package dev.raftbeat.lesson;

/** A file that is no lesson. Its message is one line for the one who wrote it: {@code file:line: found X, expected Y}. */
public final class LessonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line where it went wrong, counted from 1 */
    LessonSyntaxException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
