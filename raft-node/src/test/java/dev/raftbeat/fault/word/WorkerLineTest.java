package dev.raftbeat.fault.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkerLineTest {
    private static final List<String> PIECES = List.of(
            "cut", "lose", "slow", "heal", "all", "w1", "\"", "\\", ",", ";", "#", "\n", " ", "30%", "%", "200ms", "+-",
            "±", "E", "..", "\u0000", "\uD83D", "é", "\"a b\"");

    private final SplittableRandom random = new SplittableRandom(11);

    /** As a heartbeat may have one: printable ASCII, without blanks at the ends. */
    private String name() {
        String text = random.ints(1 + random.nextInt(6), ' ', '~' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .strip();
        return text.isEmpty() ? "x" : text;
    }

    @Test
    void anyNameCanBeTyped() throws FaultSyntaxException {
        for (int i = 0; i < 20_000; i++) {
            String one = name();
            String other = name();
            String text = "cut " + WorkerLine.typed(one) + "," + WorkerLine.typed(other) + "; slow "
                    + WorkerLine.typed(one) + " 5ms # and so on";
            List<WorkerLine> lines = WorkerLine.parseAll(text);
            assertThat(lines).as(text).hasSize(2);
            assertThat(lines.get(0).workers()).as(text).containsExactly(one, other);
            assertThat(lines.get(1).workers()).as(text).containsExactly(one);
        }
    }

    @Test
    void garbageIsRefusedInASentence() {
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(9), 0, PIECES.size())
                    .mapToObj(PIECES::get)
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            try {
                assertThat(WorkerLine.parseAll(text)).isNotEmpty();
            } catch (FaultSyntaxException e) {
                assertThat(e).message().startsWith("column ").contains(", expected ");
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 19_990);
    }
}
