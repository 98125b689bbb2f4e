package dev.raftbeat.scenario;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line being read from left to right, and the errors that it may end in. */
final class LineReader {
    private static final Pattern WORD = Pattern.compile("[<>=!]=?|[^\\s<>=!]+");
    private static final int FOUND_MAX = 60;

    private final String file;
    private final int line;
    private String text;
    private final List<Word> words = new ArrayList<>();
    private int at;

    /** @param column counted from 1 */
    private record Word(String text, int column) {}

    /** @param whole the line, comment and all */
    LineReader(String file, int line, String whole) {
        this.file = file;
        this.line = line;
        int comment = whole.indexOf('#');
        text = comment < 0 ? whole : whole.substring(0, comment);
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group(), matcher.start() + 1));
        }
    }

    /** The line without its comment and the blanks around it. */
    String text() {
        return text.strip();
    }

    boolean atEnd() {
        return at == words.size();
    }

    /** The next word in lower case; nothing at the end. */
    String peek() {
        return atEnd() ? "" : words.get(at).text.toLowerCase(Locale.ROOT);
    }

    /** The next word as it was written. */
    String next() {
        return words.get(at++).text;
    }

    boolean skip(String word) {
        boolean there = peek().equals(word);
        at += there ? 1 : 0;
        return there;
    }

    void end() throws ScenarioSyntaxException {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }

    /** At the word that comes next. */
    ScenarioSyntaxException expected(String what) {
        return atEnd() ? atColumn(text.stripTrailing().length() + 1, "the end of the line", what) : at(at, what);
    }

    /** At the word that was read last. */
    ScenarioSyntaxException expectedBefore(String what) {
        return at(at - 1, what);
    }

    private ScenarioSyntaxException at(int index, String what) {
        return atColumn(words.get(index).column, quoted(words.get(index).text), what);
    }

    ScenarioSyntaxException atColumn(int column, String found, String what) {
        return new ScenarioSyntaxException(file, line, column, found, what);
    }

    /** Text of the file, safe and short enough to be shown. */
    static String quoted(String found) {
        String shown = PlainText.clean(found);
        return "\"" + (shown.length() > FOUND_MAX ? shown.substring(0, FOUND_MAX) + "..." : shown) + "\"";
    }

    /** The column at which a word of its own stands in the line, or that of the first word. */
    int columnOf(String word) {
        Matcher matcher = Pattern.compile("(?i)(?<![a-z0-9-])" + Pattern.quote(word) + "(?![a-z0-9-])")
                .matcher(text);
        int from = words.get(0).text.length() + words.get(0).column - 1;
        return matcher.find(from) ? matcher.start() + 1 : words.get(0).column;
    }

    /** Says in this line's columns what was found in a part of it. */
    ScenarioSyntaxException within(FaultSyntaxException inner, int offset) {
        return atColumn(inner.column() + offset, shortened(inner.found()), inner.expected());
    }

    private static String shortened(String found) {
        return found.startsWith("\"") ? quoted(found.substring(1, found.length() - 1)) : found;
    }

    TypedDuration span(String what) throws ScenarioSyntaxException {
        if (atEnd()) {
            throw expected(what);
        }
        int column = words.get(at).column;
        try {
            return TypedDuration.parse(next());
        } catch (FaultSyntaxException e) {
            throw within(e, column - 1);
        }
    }

    /** A time above nothing. */
    TypedDuration positive(String what) throws ScenarioSyntaxException {
        TypedDuration span = span(what);
        if (span.amount().signum() == 0) {
            throw expectedBefore("a time above 0");
        }
        return span;
    }

    /** A selector, up to one of these words or the end of the line. */
    NodeSelector nodes(List<String> stops) throws ScenarioSyntaxException {
        if (atEnd()) {
            throw expected("a node, or a word for nodes such as leader");
        }
        int from = words.get(at).column;
        int to = from;
        do {
            to = words.get(at).column + words.get(at).text.length();
            at++;
        } while (!atEnd() && !stops.contains(peek()));
        try {
            return NodeSelector.parse(text.substring(from - 1, to - 1));
        } catch (FaultSyntaxException e) {
            throw within(e, from - 1);
        }
    }

    long whole(String what, long least, long most) throws ScenarioSyntaxException {
        OptionalLong value = Amounts.whole(peek());
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
            throw expected(what);
        }
        at++;
        return value.getAsLong();
    }

    /**
     * Takes this word and the time behind it off the end of the line, where it stands there.
     *
     * @return the time, which is above 0
     */
    Optional<TypedDuration> cutEnd(String word, String what) throws ScenarioSyntaxException {
        int place = words.size() - 2;
        if (place <= at || !words.get(place).text.equalsIgnoreCase(word)) {
            return Optional.empty();
        }
        int begin = at;
        at = place + 1;
        TypedDuration time = positive(what);
        at = begin;
        text = text.substring(0, words.get(place).column - 1);
        words.subList(place, words.size()).clear();
        return Optional.of(time);
    }

    /** What is left of the line, and where it begins. */
    String rest() {
        return atEnd() ? "" : text.substring(words.get(at).column - 1).stripTrailing();
    }

    int column() {
        return atEnd() ? text.stripTrailing().length() + 1 : words.get(at).column;
    }
}
