package dev.raftbeat.fault;

/** A line that is not of the fault language. Its message is a sentence for the one who typed it. */
public final class FaultSyntaxException extends Exception {
    private final int column;
    private final String found;
    private final String expected;

    /**
     * @param column where it went wrong, counted from 1
     * @param found what stood there, or {@code the end of the line}
     * @param expected what could have stood there, in words
     */
    public FaultSyntaxException(int column, String found, String expected) {
        super("column " + column + ": found " + found + ", expected " + expected);
        this.column = column;
        this.found = found;
        this.expected = expected;
    }

    /** Where it went wrong, counted from 1. */
    public int column() {
        return column;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
