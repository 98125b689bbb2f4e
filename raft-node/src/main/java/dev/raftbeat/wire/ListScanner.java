package dev.raftbeat.wire;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import java.nio.charset.StandardCharsets;

/**
 * A JSON list of a word and of integers, each to be taken in its place by name, type and range. It has one spelling: no
 * blanks, no escapes, no fractions. Nothing is allocated but the word, because such lists come many times a second.
 */
final class ListScanner {
    private static final int WORD_LENGTH_MAX = 16;

    /** Stands for an integer that is none from 0 to 2^53-1. */
    private static final long OUT_OF_RANGE = -1;

    private final byte[] text;
    private int at;

    ListScanner(byte[] text) {
        this.text = text;
    }

    /** The word at its beginning. */
    String kind() throws WireException {
        take('[');
        take('"');
        int from = at;
        while (at - from < WORD_LENGTH_MAX && isLetter(peek())) {
            at++;
        }
        String word = new String(text, from, at - from, StandardCharsets.US_ASCII);
        take('"');
        return word;
    }

    /** An integer from {@code min} to 2^53-1. */
    long count(String name, long min) throws WireException {
        long value = integer(name);
        if (value < min) {
            throw WireException.malformed(name + ": not an integer from " + min + " to 2^53-1");
        }
        return value;
    }

    /** An integer from {@code min} to {@code max}. */
    long count(String name, long min, long max) throws WireException {
        long value = integer(name);
        if (value < min || value > max) {
            throw WireException.malformed(name + ": not an integer from " + min + " to " + max);
        }
        return value;
    }

    /** A term out of range is told apart: it is how a broken or hostile node would exhaust the terms of a cluster. */
    long term(String name) throws WireException {
        long value = integer(name);
        if (value == OUT_OF_RANGE) {
            throw new WireException(RefusalReason.TERM_OUT_OF_RANGE, name + ": not an integer from 0 to 2^53-1");
        }
        return value;
    }

    /** Yes as 1, no as 0. */
    boolean flag(String name) throws WireException {
        return count(name, 0, 1) == 1;
    }

    /** So many hexadecimal digits in lower case, as a string. */
    String hex(String name, int digits) throws WireException {
        if (!hasMore()) {
            throw WireException.malformed("no field " + name);
        }
        take(',');
        take('"');
        int from = at;
        while (at - from < digits && isHexDigit(peek())) {
            at++;
        }
        if (at - from < digits || peek() != '"') {
            throw WireException.malformed(name + ": not " + digits + " hexadecimal digits");
        }
        at++;
        return new String(text, from, digits, StandardCharsets.US_ASCII);
    }

    boolean hasMore() {
        return peek() == ',';
    }

    static boolean isHexDigit(int letter) {
        return letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'f';
    }

    /** The list ends here, and the text with it. */
    void end() throws WireException {
        if (hasMore()) {
            throw WireException.malformed("more fields than it has, from column " + (at + 1));
        }
        take(']');
        if (at < text.length) {
            throw WireException.malformed("something follows the JSON list");
        }
    }

    private long integer(String name) throws WireException {
        if (peek() == ']') {
            throw WireException.malformed("no field " + name);
        }
        take(',');
        boolean negative = peek() == '-';
        at += negative ? 1 : 0;
        int from = at;
        long value = 0;
        for (; isDigit(peek()); at++) {
            // What is beyond the range stays beyond it, however many digits follow.
            value = value > Ballot.TERM_MAX ? value : value * 10 + (peek() - '0');
        }
        boolean leadingZero = at - from > 1 && text[from] == '0';
        if (at == from || leadingZero || negative && value == 0 || peek() != ',' && peek() != ']') {
            throw WireException.malformed(name + ": not an integer");
        }
        return negative || value > Ballot.TERM_MAX ? OUT_OF_RANGE : value;
    }

    /** The next character; 0 at the end. */
    private byte peek() {
        return at < text.length ? text[at] : 0;
    }

    private void take(char expected) throws WireException {
        if (peek() != expected) {
            throw WireException.malformed("not JSON of the form that is expected, at column " + (at + 1));
        }
        at++;
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isLetter(byte letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
    }
}
