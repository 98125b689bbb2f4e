package dev.raftbeat.plot;

import dev.raftbeat.text.CleanText;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text of HTML and SVG, in which whatever comes from outside is cleaned and escaped. */
public final class Markup {
    private final StringBuilder text = new StringBuilder();

    /** Markup of our own among the arguments of a line. */
    public record Raw(String markup) {
        @Override
        public String toString() {
            return markup;
        }
    }

    /** One line; each argument is escaped but for numbers and {@link Raw}. */
    public Markup line(String format, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean own = values[i] instanceof Number || values[i] instanceof Raw;
            safe[i] = own ? values[i] : CleanText.markup(String.valueOf(values[i]));
        }
        text.append(String.format(Locale.ROOT, format, safe)).append('\n');
        return this;
    }

    /** What is markup already. */
    public Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Text from outside of several lines, as an argument of a line. */
    public static Raw lines(String text) {
        return new Raw(text.lines().map(CleanText::markup).collect(Collectors.joining("\n")));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
