package dev.raftbeat.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a line.
 *
 * @param typed as it stands in the line
 * @param column where it begins, counted from 1
 * @param glued whether it follows the one before it without a space
 */
public record Token(Type type, String typed, int column, boolean glued) {
    enum Type {
        WORD,
        NUMBER,
        SYMBOL,
        QUOTED,
        STRANGE,
        END
    }

    private static final List<String> SYMBOLS = List.of("<->", "->", "+-", "..", ",", "|", "+", "-", "%", "@", ";");

    /** In lower case. */
    String text() {
        return typed.toLowerCase(Locale.ROOT);
    }

    boolean is(String symbolOrWord) {
        return (type == Type.SYMBOL || type == Type.WORD) && text().equals(symbolOrWord);
    }

    /** As an error names it. */
    String described() {
        return type == Type.END ? "the end of the line" : type == Type.QUOTED ? typed : "\"" + text() + "\"";
    }

    /** Cuts a text into lines, one under the other or separated by {@code ;}, and leaves out those that say nothing. */
    public static List<List<Token>> lines(String text) {
        List<List<Token>> lines = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int to = endOfLine(text, from);
            List<Token> line = scan(text, from, to);
            if (line.size() > 1) {
                lines.add(line);
            }
            from = to + 1;
        }
        return lines;
    }

    /** A comment runs to the end of its line; a semicolon in it, or between quotation marks, separates nothing. */
    private static int endOfLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        int end = newline < 0 ? text.length() : newline;
        int at = from;
        while (at < end && text.charAt(at) != ';') {
            at = text.charAt(at) == '#' ? end : Math.max(at + 1, endOfQuoted(text, at, end));
        }
        return at;
    }

    /**
     * Cuts a line into tokens, the last of which is an {@code END}. Never fails: what fits nowhere is {@code STRANGE}.
     *
     * @param from the index in {@code text} at which the line begins
     * @param to the index behind its last character
     */
    public static List<Token> scan(String text, int from, int to) {
        List<Token> tokens = new ArrayList<>();
        int at = from;
        boolean glued = false;
        while (at < to && text.charAt(at) != '#') {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                glued = false;
                continue;
            }
            Token token = next(text, at, to, glued);
            tokens.add(token);
            at += token.typed.length();
            glued = true;
        }
        tokens.add(new Token(Type.END, "", at + 1, false));
        return tokens.stream().map(Token::plusMinus).toList();
    }

    private static Token next(String text, int at, int to, boolean glued) {
        char first = text.charAt(at);
        if (isLetter(first)) {
            int end = at + 1;
            while (end < to && continuesWord(text, end, to)) {
                end++;
            }
            return new Token(Type.WORD, text.substring(at, end), at + 1, glued);
        }
        if (isDigit(first)) {
            return new Token(Type.NUMBER, text.substring(at, endOfNumber(text, at, to)), at + 1, glued);
        }
        int quoted = endOfQuoted(text, at, to);
        if (quoted > at) {
            return new Token(Type.QUOTED, text.substring(at, quoted), at + 1, glued);
        }
        for (String symbol : SYMBOLS) {
            if (at + symbol.length() <= to && text.startsWith(symbol, at)) {
                return new Token(Type.SYMBOL, symbol, at + 1, glued);
            }
        }
        // A surrogate pair stays whole, so that an error can show it.
        int length = Math.min(Character.charCount(text.codePointAt(at)), to - at);
        return new Token(Type.STRANGE, text.substring(at, at + length), at + 1, glued);
    }

    /** A hyphen belongs to the word unless it begins an arrow. */
    private static boolean continuesWord(String text, int at, int to) {
        char next = text.charAt(at);
        boolean beginsArrow = next == '-' && at + 1 < to && text.charAt(at + 1) == '>';
        return isLetter(next) || isDigit(next) || next == '-' && !beginsArrow;
    }

    /** Digits, and a fraction unless the point is the first of two, as in {@code 150..300ms}. */
    private static int endOfNumber(String text, int at, int to) {
        int end = at;
        while (end < to && isDigit(text.charAt(end))) {
            end++;
        }
        if (end + 1 < to && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
            end++;
            while (end < to && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    /** Behind the quotation mark that ends what the one at this place begins; this place where there is none. */
    static int endOfQuoted(String text, int at, int to) {
        if (text.charAt(at) != '"') {
            return at;
        }
        int end = at + 1;
        while (end < to && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end < to ? end + 1 : at;
    }

    private Token plusMinus() {
        return type == Type.STRANGE && typed.equals("\u00b1") ? new Token(Type.SYMBOL, "+-", column, glued) : this;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
