package dev.raftbeat.why;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.PlainText;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Small pieces of English. */
final class Phrases {
    private static final List<String> NUMBERS = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private Phrases() {}

    /** {@code three heartbeats}. */
    static String count(long number, String what) {
        String word = number < NUMBERS.size() ? NUMBERS.get((int) number) : String.valueOf(number);
        return word + " " + what + (number == 1 ? "" : "s");
    }

    /** A resolved line with {@code all} where it names every other node: {@code cut all -> n3}. */
    static String line(FaultBegan fault, Collection<NodeId> members) {
        String text = PlainText.clean(fault.text());
        for (NodeId one : members) {
            String others = members.stream()
                    .filter(member -> !member.equals(one))
                    .map(NodeId::name)
                    .collect(Collectors.joining(","));
            if (others.contains(",")) {
                text = text.replaceAll("(?<= )" + others + "(?= <?-> " + one + "\\b)", "all")
                        .replaceAll("(?<= " + one + " <?-> | " + one + " -> )" + others + "\\b", "all");
            }
        }
        return text;
    }
}
