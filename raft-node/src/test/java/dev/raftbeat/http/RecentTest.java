package dev.raftbeat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentTest {
    private static final long MILLI = 1_000_000;

    private long now = -5;
    private int asked;
    private boolean silent;
    private final Recent<Integer> recent = new Recent<>(this::ask, () -> now);

    private int ask() {
        asked++;
        if (silent) {
            throw new HttpRefusal(503, "the event loop does not answer");
        }
        return asked;
    }

    @Test
    void aFloodAsksNoMoreOftenThanItPays() {
        for (int i = 0; i < 10_000; i++) {
            now += MILLI / 10;
            recent.get();
        }
        assertThat(asked).as("questions in a second").isBetween(15, 21);
    }

    @Test
    void anAnswerIsNeverOlderThanAMoment() {
        assertThat(recent.get()).isEqualTo(1);
        now += 50 * MILLI;
        assertThat(recent.get()).isEqualTo(1);
        now += 1;
        assertThat(recent.get()).isEqualTo(2);
    }

    @Test
    void whereThereIsNoAnswerTheLastOneIsNotGiven() {
        assertThat(recent.get()).isEqualTo(1);
        silent = true;
        now += 60 * MILLI;
        assertThatThrownBy(recent::get).isInstanceOf(HttpRefusal.class);
        assertThatThrownBy(recent::get).isInstanceOf(HttpRefusal.class);
        silent = false;
        assertThat(recent.get()).isEqualTo(4);
    }
}
