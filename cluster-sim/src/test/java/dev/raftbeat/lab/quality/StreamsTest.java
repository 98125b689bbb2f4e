package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the networks deliver. */
class StreamsTest {
    @ParameterizedTest
    @EnumSource(NamedNetwork.class)
    void aSeedDecidesEverything(NamedNetwork network) {
        HeartbeatStream one = network.stream(network.intervalNanos(), 5_000, 7);
        HeartbeatStream same = network.stream(network.intervalNanos(), 5_000, 7);
        HeartbeatStream other = network.stream(network.intervalNanos(), 5_000, 8);
        assertThat(one.size() + one.lost()).isBetween(4_000L, 5_000L);
        long differences = 0;
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.beat(i).arrived())
                    .isEqualTo(same.beat(i).arrived())
                    .isGreaterThan(one.beat(i).sent());
            assertThat(i == 0 || one.beat(i).arrived() >= one.beat(i - 1).arrived())
                    .isTrue();
            differences +=
                    i < other.size() && one.beat(i).arrived() != other.beat(i).arrived() ? 1 : 0;
        }
        assertThat(differences).isGreaterThan(one.size() / 2);
    }

    /** Sent every 103.5 ms; 0.399 % lost, in about one burst for 7,182 heartbeats, the longest 1,093; round trips 283.3 ms. */
    @Test
    void theTraceOfThePhiPaperHasItsPublishedCounts() {
        HeartbeatStream trace = NamedNetwork.HAYASHIBARA.stream(NamedNetwork.HAYASHIBARA.intervalNanos(), 2_000_000, 1);
        long bursts = 0;
        long longest = 0;
        double delay = 0;
        double square = 0;
        for (int i = 1; i < trace.size(); i++) {
            double oneWay = (trace.beat(i).arrived() - trace.beat(i).sent()) / 1e6;
            delay += oneWay;
            square += oneWay * oneWay;
            long gap = trace.beat(i).sequence() - trace.beat(i - 1).sequence() - 1;
            bursts += gap > 0 ? 1 : 0;
            longest = Math.max(longest, gap);
        }
        double mean = delay / trace.size();
        assertThat((double) trace.lost() / (trace.size() + trace.lost())).isBetween(0.003, 0.0055);
        assertThat(bursts).isBetween(230L, 330L);
        assertThat(longest).isBetween(900L, 1093L);
        assertThat(2 * mean).isCloseTo(283.3, within(1.0));
        assertThat(2 * Math.sqrt(square / trace.size() - mean * mean)).isCloseTo(27.3, within(2.0));
        assertThat((double) trace.lengthNanos() / 2_000_000).isCloseTo(103.5e6, Percentage.withPercentage(0.01));
    }

    @Test
    void aPausedProcessSkipsBeatsAndSendsOneAsItGoesOn() {
        HeartbeatStream gc = NamedNetwork.GC.stream(NamedNetwork.GC.intervalNanos(), 50_000, 3);
        long skipped = 0;
        for (int i = 1; i < gc.size(); i++) {
            assertThat(gc.beat(i).sent()).isGreaterThan(gc.beat(i - 1).sent());
            skipped += gc.beat(i).sequence() - gc.beat(i - 1).sequence() > 5 ? 1 : 0;
        }
        assertThat(skipped).isBetween(10L, 200L);
    }

    @Test
    void aStalledWatcherTakesEverythingInWhenItGoesOn() {
        HeartbeatStream overloaded = NamedNetwork.OVERLOADED.stream(NamedNetwork.OVERLOADED.intervalNanos(), 20_000, 3);
        assertThat(overloaded.stalls()).hasSizeGreaterThan(1_000);
        for (int i = 0; i < overloaded.size(); i++) {
            assertThat(overloaded.whenAwake(overloaded.beat(i).arrived()))
                    .isEqualTo(overloaded.beat(i).arrived());
        }
        long from = overloaded.stalls().navigableKeySet().stream()
                .skip(5)
                .findFirst()
                .orElseThrow();
        assertThat(overloaded.whenAwake(from + 1)).isEqualTo(overloaded.stalls().get(from));
        assertThat(overloaded.whenAwake(from - 1)).isEqualTo(from - 1);
    }
}
