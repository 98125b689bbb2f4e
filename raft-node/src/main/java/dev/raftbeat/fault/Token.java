package dev.raftbeat.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a line.
 *
 * @param text in lower case
 * @param column where it begins, counted from 1
 * @param glued whether it follows the one before it without a space
 */
public record Token(Type type, String text, int column, boolean glued) {
    enum Type {
        WORD,
        NUMBER,
        SYMBOL,
        STRANGE,
        END
    }

    private static final List<String> SYMBOLS = List.of("<->", "->", "+-", "..", ",", "|", "+", "-", "%", "@", ";");

    boolean is(String symbolOrWord) {
        return (type == Type.SYMBOL || type == Type.WORD) && text.equals(symbolOrWord);
    }

    /** As an error names it. */
    String described() {
        return type == Type.END ? "the end of the line" : "\"" + text + "\"";
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
            at += token.text.length();
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
            return new Token(Type.WORD, text.substring(at, end).toLowerCase(Locale.ROOT), at + 1, glued);
        }
        if (isDigit(first)) {
            return new Token(Type.NUMBER, text.substring(at, endOfNumber(text, at, to)), at + 1, glued);
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

    private Token plusMinus() {
        return type == Type.STRANGE && text.equals("\u00b1") ? new Token(Type.SYMBOL, "+-", column, glued) : this;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
