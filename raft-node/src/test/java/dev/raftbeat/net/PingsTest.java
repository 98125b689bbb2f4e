package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PingsTest {
    private static final Timing TIMING = new Timing(0, 2_000 * MILLI, 250 * MILLI, 1);
    private final Pings pings = new Pings(TIMING);

    @Test
    void thePeerIsAskedAtRestAndThenQuicklyAndThenNoMore() {
        pings.answered(0);
        assertThat(pings.isDue(1_999 * MILLI)).isFalse();
        for (int i = 0; i < Timing.PINGS_MAX; i++) {
            long now = (2_000 + 250 * i) * MILLI;
            assertThat(pings.isDue(now)).isTrue();
            assertThat(pings.areInVain()).isFalse();
            pings.pinged(now);
            assertThat(pings.isDue(now + 100 * MILLI)).isFalse();
        }
        assertThat(pings.isDue(2_750 * MILLI)).isTrue();
        assertThat(pings.areInVain()).isTrue();
        assertThat(pings.silentNanos(2_750 * MILLI)).isEqualTo(2_750 * MILLI);
    }

    @Test
    void whileItAnswersItIsNotAsked() {
        pings.answered(0);
        for (long now = 0; now < 60_000 * MILLI; now += 50 * MILLI) {
            assertThat(pings.isDue(now)).isFalse();
            pings.answered(now);
        }
        pings.pinged(60_000 * MILLI);
        assertThat(pings.areAnswered()).isFalse();
        pings.answered(60_001 * MILLI);
        assertThat(pings.areAnswered()).isTrue();
    }
}
