package dev.raftbeat.plot;

import java.util.Locale;

/** Text of HTML and SVG, in which whatever comes from outside is escaped. */
public final class Markup {
    private final StringBuilder text = new StringBuilder();

    /** Escapes text and the values of attributes; characters that XML forbids become a question mark. */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(point) ? point : '?');
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int point) {
        boolean control = point < 0x20 && point != '\n' && point != '\t';
        return !control && !(point >= 0xD800 && point <= 0xDFFF) && point != 0xFFFE && point != 0xFFFF;
    }

    /** One line; each string among the arguments is escaped, markup is not. */
    public Markup line(String format, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = values[i] instanceof String outside ? escape(outside) : values[i];
        }
        text.append(String.format(Locale.ROOT, format, safe)).append('\n');
        return this;
    }

    /** What is markup already. */
    public Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
