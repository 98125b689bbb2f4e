package dev.raftbeat.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a fact stands: unique over all nodes and all their lives. A message's id is the id of its {@code MessageSent}.
 *
 * @param node who told the fact
 * @param boot which life of that node, counted from 1
 * @param seq the place in that life, counted from 1, without gaps
 */
public record FactId(NodeId node, int boot, long seq) {
    /** As many digits as surely fit. */
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,31}):(\\d{1,9}):(\\d{1,18})");

    private static final int SHOWN_MAX = 80;

    /**
     * Reads the text form {@code n1:2:345}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static FactId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
            throw new IllegalArgumentException("a fact's id reads NODE:BOOT:SEQ, not \"" + shown + "\"");
        }
        return new FactId(new NodeId(parts.group(1)), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    @Override
    public String toString() {
        return node + ":" + boot + ":" + seq;
    }
}
