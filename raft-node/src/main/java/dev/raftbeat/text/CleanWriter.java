package dev.raftbeat.text;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Where all that a command says goes through: whatever is printed is cleaned as by {@link CleanText}, so that no caller
 * can forget it. What is given to {@code println} is one line and stays one; what is given to any other method may be
 * several.
 */
public final class CleanWriter extends PrintWriter {
    private final boolean standardError;
    private volatile Runnable before = () -> {};

    private CleanWriter(Writer behind, boolean standardError) {
        super(behind, true);
        this.standardError = standardError;
    }

    /** Whether it writes to the standard error of this process, and not to somebody who reads what a command says. */
    public boolean isStandardError() {
        return standardError;
    }

    /** Runs this before anything is written: it may have to make room on a terminal. It must not write here. */
    public void before(Runnable runnable) {
        before = runnable;
    }

    /** Writes to this writer, which is flushed after each line. */
    public static CleanWriter over(Writer behind) {
        return behind instanceof CleanWriter clean ? clean : new CleanWriter(behind, false);
    }

    /** Writes to standard output, in UTF-8. */
    public static CleanWriter standardOutput() {
        return new CleanWriter(new PrintWriter(System.out, true, StandardCharsets.UTF_8), false);
    }

    /** Writes to standard error, in UTF-8. */
    public static CleanWriter standardError() {
        return new CleanWriter(new PrintWriter(System.err, true, StandardCharsets.UTF_8), true);
    }

    /** The writer behind this one if it is a clean one: for text that is all our own and has a style, such as help. */
    public static PrintWriter forOurOwn(PrintWriter writer) {
        return writer instanceof CleanWriter clean ? new PrintWriter(clean.out, true) : writer;
    }

    @Override
    public void write(int unit) {
        write(String.valueOf((char) unit));
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) {
        String clean = CleanText.lines(text.substring(from, from + length));
        before.run();
        super.write(clean, 0, clean.length());
    }

    @Override
    public void println() {
        before.run();
        super.println();
    }

    @Override
    public void println(String line) {
        super.println(CleanText.line(String.valueOf(line)));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    @Override
    public void println(char[] line) {
        println(new String(line));
    }

    @Override
    public void println(char line) {
        println(String.valueOf(line));
    }
}
