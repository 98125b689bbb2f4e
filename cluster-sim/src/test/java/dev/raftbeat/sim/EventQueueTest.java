package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final EventQueue queue = new EventQueue();

    private static final class Named extends Event {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        void happen() {
            throw new AssertionError("only its place is of interest");
        }
    }

    private List<String> drain() {
        List<String> names = new ArrayList<>();
        for (Event next = queue.poll(); next != null; next = queue.poll()) {
            names.add(((Named) next).name);
        }
        return names;
    }

    @Test
    void whatComesFirstInTimeIsFirstAndOfOneTimeWhatWasPlannedFirst() {
        queue.plan(new Named("later"), 20);
        queue.plan(new Named("a"), 10);
        queue.plan(new Named("b"), 10);
        queue.plan(new Named("first"), 5);
        queue.plan(new Named("c"), 10);

        assertThat(queue.nextAt()).isEqualTo(5);
        assertThat(drain()).containsExactly("first", "a", "b", "c", "later");
        assertThat(queue.nextAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void manyEventsPlannedAndTakenInTurnsComeInOrder() {
        SplittableRandom random = new SplittableRandom(11);
        long lastAt = 0;
        long lastOrder = -1;
        for (int i = 0; i < 20_000; i++) {
            for (int j = random.nextInt(4); j > 0; j--) {
                queue.plan(new Named("x"), lastAt + random.nextInt(50));
            }
            Event next = queue.poll();
            if (next != null) {
                assertThat(next.at).isGreaterThanOrEqualTo(lastAt);
                if (next.at == lastAt) {
                    assertThat(next.order).isGreaterThan(lastOrder);
                }
                lastAt = next.at;
                lastOrder = next.order;
            }
        }
    }

    @Test
    void aCancelledEventIsPassedOver() {
        Named never = new Named("never");
        queue.plan(never, 1);
        queue.plan(new Named("b"), 2);
        never.cancelled = true;

        assertThat(queue.nextAt()).isEqualTo(2);
        assertThat(drain()).containsExactly("b");
    }

    @Test
    void anEventThatIsPutOffComesAtItsNewTimeOnly() {
        Named late = new Named("late");
        queue.plan(late, 1);
        for (int i = 0; i < 40; i++) {
            queue.plan(new Named("x"), 2 + i);
        }
        queue.replan(late, 100);

        List<String> names = drain();
        assertThat(names).hasSize(41).endsWith("late");
        assertThat(names).containsOnlyOnce("late");
    }
}
