package dev.raftbeat.world;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.List;

/**
 * A fault that has begun and not ended.
 *
 * @param fault its number
 * @param text its line of the fault language, resolved
 * @param sentence what it did, in words
 */
public record ActiveFault(
        long fault, String text, String sentence, List<NodeId> nodes, List<Link> links, long beganNanos) {
    public ActiveFault {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /** The first word of its line: {@code cut}, {@code pause}, {@code kill}. */
    public String word() {
        return firstWord(text);
    }

    static String firstWord(String text) {
        String trimmed = text.strip();
        int space = trimmed.indexOf(' ');
        return space < 0 ? trimmed : trimmed.substring(0, space);
    }
}
