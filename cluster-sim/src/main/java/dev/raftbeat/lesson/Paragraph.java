package dev.raftbeat.lesson;

import java.util.ArrayList;
import java.util.List;

/**
 * A paragraph, or a line that keeps its shape.
 *
 * @param mark what it is
 * @param lead what stands before its first line, and as many blanks before the others
 */
public record Paragraph(Mark mark, String lead, String text) {
    /** What a paragraph is, so that a screen may give it a colour; no colour says what the words do not. */
    public enum Mark {
        TEXT,
        /** Keeps its line ends: a command, a formula, the output of a command. */
        FIXED,
        QUESTION,
        CHOICE,
        RIGHT,
        WRONG,
        REASON,
        NOTE
    }

    public static final Paragraph EMPTY = new Paragraph(Mark.TEXT, "", "");

    static Paragraph of(Mark mark, String text) {
        return new Paragraph(mark, "", text);
    }

    /** Its lines, none longer than this; a line that keeps its shape is folded if it must be, and moved in. */
    public List<String> lines(int width) {
        if (lead.length() + text.length() <= width) {
            return List.of(lead + text);
        }
        if (mark == Mark.FIXED) {
            String words = text.stripLeading();
            int blanks = text.length() - words.length();
            return folded(" ".repeat(blanks), " ".repeat(Math.min(blanks + 4, width / 2)), words, width);
        }
        return folded(lead, " ".repeat(lead.length()), text, width);
    }

    private static List<String> folded(String first, String others, String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        String before = first;
        int room = Math.max(8, width - before.length());
        while (rest.length() > room) {
            int blank = rest.lastIndexOf(' ', room);
            int end = blank > 0 ? blank : room;
            lines.add(before + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
            before = others;
            room = Math.max(8, width - before.length());
        }
        lines.add(before + rest);
        return lines;
    }

    /** Paragraphs of a text as it stands in a file. */
    static List<Paragraph> paragraphs(List<String> text) {
        List<Paragraph> all = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : text) {
            boolean fixed = line.startsWith(" ");
            if (fixed || line.isEmpty()) {
                close(all, open);
                all.add(fixed ? of(Mark.FIXED, line) : EMPTY);
            } else {
                open.append(open.isEmpty() ? "" : " ").append(line);
            }
        }
        close(all, open);
        return all;
    }

    private static void close(List<Paragraph> all, StringBuilder open) {
        if (!open.isEmpty()) {
            all.add(of(Mark.TEXT, open.toString()));
            open.setLength(0);
        }
    }
}
