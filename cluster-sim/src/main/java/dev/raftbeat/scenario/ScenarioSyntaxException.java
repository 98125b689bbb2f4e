package dev.raftbeat.scenario;

/** A file that is no scenario. Its message is one line for the one who wrote it: {@code file:line:column: found X, ...}. */
public final class ScenarioSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String problem;

    /**
     * @param line where it went wrong, counted from 1
     * @param column where in that line, in characters, counted from 1
     * @param found what stood there
     * @param expected what could have stood there, in words
     */
    public ScenarioSyntaxException(String file, int line, int column, String found, String expected) {
        super(file + ":" + line + ":" + column + ": found " + found + ", expected " + expected);
        this.problem = "found " + found + ", expected " + expected;
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** What was found and what was expected, without the place. */
    public String problem() {
        return problem;
    }
}
