package dev.raftbeat.wire;

import dev.raftbeat.text.CleanText;

/**
 * A document is not of the form that is expected. Its message is one sentence, safe to show, that names neither a class
 * nor the library that read it.
 */
public final class DocumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH_MAX = 240;
    private final int line;
    private final String expected;

    /**
     * @param line from 1
     * @param expected what was expected there; {@code a whole number in "seed"}
     */
    public DocumentException(int line, String expected) {
        super("line " + line + ": expected " + CleanText.quoted(expected, LENGTH_MAX));
        this.line = line;
        this.expected = CleanText.quoted(expected, LENGTH_MAX);
    }

    /** The sentence that names the file: {@code FILE:3: expected a whole number in "seed"}. */
    public String in(String file) {
        return file + ":" + line + ": expected " + expected;
    }
}
