package dev.raftbeat.fault.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinkRulesTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final FactId FIRST = FactId.parse("world:1:17");
    private static final FactId SECOND = FactId.parse("world:1:18");
    private static final long MS = 1_000_000;

    private static LinkRules from(NodeId peer, LinkRule... rules) {
        return new LinkRules(new TreeMap<>(Map.of(peer, List.of(rules))));
    }

    private static LinkRule chance(LinkRule.ChanceOf what, double share, FactId by) {
        return new LinkRule.Chance(what, share, what == LinkRule.ChanceOf.REORDER ? 100 * MS : 0, by);
    }

    /** Counts how often it is asked. */
    private static final class Counting implements RandomGenerator {
        private final SplittableRandom random = new SplittableRandom(7);
        private int draws;

        @Override
        public long nextLong() {
            draws++;
            return random.nextLong();
        }
    }

    static List<LinkRules> everyKindOfRule() {
        return List.of(
                from(N2, new LinkRule.Cut(FIRST)),
                from(N1, new LinkRule.Cut(FIRST)),
                from(N1, chance(LinkRule.ChanceOf.LOSE, 1, FIRST)),
                from(N1, chance(LinkRule.ChanceOf.LOSE, 0.5, FIRST)),
                from(N1, chance(LinkRule.ChanceOf.DUPLICATE, 1, FIRST)),
                from(N1, new LinkRule.Slow(80 * MS, 20 * MS, FIRST)),
                from(N1, chance(LinkRule.ChanceOf.REORDER, 1, FIRST)),
                from(N1, new LinkRule.Flap(600 * MS, 0, Bounds.NANOS_MAX, FIRST)),
                LinkRules.NONE);
    }

    @ParameterizedTest
    @MethodSource("everyKindOfRule")
    void everyMessageDrawsAsOften(LinkRules links) {
        Counting counting = new Counting();
        for (int i = 1; i <= 50; i++) {
            links.judge(N1, i * 100 * MS, counting);
            assertThat(counting.draws).isEqualTo(i * LinkRules.DRAWS);
        }
    }

    @Test
    void withoutRulesEverythingArrivesAtOnce() {
        assertThat(LinkRules.NONE.judge(N1, 0, new Counting())).isEqualTo(new MessageFate.Delivered(List.of(0L)));
    }

    @Test
    void aCutNamesItsFaultAndIsOneWay() {
        LinkRules links = from(N1, new LinkRule.Cut(FIRST), new LinkRule.Cut(SECOND));
        assertThat(links.judge(N1, 0, new Counting())).isEqualTo(new MessageFate.Lost(LossReason.CUT, FIRST));
        assertThat(links.judge(N2, 0, new Counting())).isInstanceOf(MessageFate.Delivered.class);
        assertThat(links.isCut(N1, 0)).isTrue();
        assertThat(links.isCut(N2, 0)).isFalse();
    }

    @Test
    void twoLossesActOneAfterTheOther() {
        LinkRules links =
                from(N1, chance(LinkRule.ChanceOf.LOSE, 0.5, FIRST), chance(LinkRule.ChanceOf.LOSE, 0.5, SECOND));
        Counting random = new Counting();
        int lost = 0;
        int lostByFirst = 0;
        for (int i = 0; i < 10_000; i++) {
            if (links.judge(N1, 0, random) instanceof MessageFate.Lost loss) {
                lost++;
                lostByFirst += loss.fault().equals(FIRST) ? 1 : 0;
                assertThat(loss.reason()).isEqualTo(LossReason.LOSS);
            }
        }
        assertThat(lost / 10_000.0).isEqualTo(0.75, within(0.02));
        assertThat(lostByFirst / 10_000.0).isEqualTo(0.5, within(0.02));
    }

    @Test
    void slowDuplicateAndReorderAddUp() {
        LinkRules links = from(
                N1,
                new LinkRule.Slow(80 * MS, 20 * MS, FIRST),
                chance(LinkRule.ChanceOf.DUPLICATE, 1, SECOND),
                chance(LinkRule.ChanceOf.REORDER, 1, SECOND));
        Counting random = new Counting();
        long least = Long.MAX_VALUE;
        long most = 0;
        boolean heldBack = false;
        for (int i = 0; i < 1_000; i++) {
            MessageFate.Delivered delivered = (MessageFate.Delivered) links.judge(N1, 0, random);
            assertThat(delivered.delaysNanos()).hasSize(2);
            least = Math.min(least, delivered.delaysNanos().get(1));
            most = Math.max(most, delivered.delaysNanos().get(1));
            heldBack |= delivered.delaysNanos().get(0) > 150 * MS;
            assertThat(delivered.delaysNanos().get(0)).isBetween(60 * MS, 200 * MS);
        }
        assertThat(least).isBetween(60 * MS, 62 * MS);
        assertThat(most).isBetween(98 * MS, 100 * MS);
        assertThat(heldBack).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -1, false",
        "0, 0, true",
        "9, 9, true",
        "10, 10, false",
        "19, 19, false",
        "20, 20, true",
        "29, 29, true",
        "34, 34, false",
        "1000, 1000, false",
        "12, 18, false",
        "12, 20, true",
        "5, 12, true",
        "-5, 0, true",
        "-5, -1, false",
        "36, 99, false",
        "30, 99, false",
        "12, 99, true"
    })
    void flapIsAFunctionOfTime(long since, long until, boolean cut) {
        for (long began : new long[] {0, 123_456_789, -50 * MS}) {
            LinkRules links = from(N1, new LinkRule.Flap(10 * MS, began, 35 * MS, FIRST));
            assertThat(links.cutWithin(N1, began + since * MS, began + until * MS)
                            .isPresent())
                    .isEqualTo(cut);
        }
    }

    @Test
    void aFlapThatEndsWhileItIsCutEndsOpen() {
        LinkRules links = from(N1, new LinkRule.Flap(10 * MS, 0, 25 * MS, FIRST));
        assertThat(links.isCut(N1, 24 * MS)).isTrue();
        assertThat(links.isCut(N1, 25 * MS)).isFalse();
        assertThat(links.isCut(N1, 41 * MS)).isFalse();
    }

    @Test
    void thereAreNoRulesThatNoFaultAsksFor() {
        for (long nanos : new long[] {-1, Bounds.NANOS_MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            refused(() -> new LinkRule.Slow(nanos, 0, FIRST));
            refused(() -> new LinkRule.Slow(0, nanos, FIRST));
            refused(() -> new LinkRule.Flap(1, 0, nanos, FIRST));
            refused(() -> new LinkRule.Chance(LinkRule.ChanceOf.REORDER, 1, nanos, FIRST));
        }
        for (long began : new long[] {-Bounds.NANOS_MAX - 1, Bounds.NANOS_MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            refused(() -> new LinkRule.Flap(1, began, 1, FIRST));
        }
        refused(() -> new LinkRule.Flap(0, 0, 1, FIRST));
        for (double share : new double[] {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(() -> new LinkRule.Chance(LinkRule.ChanceOf.LOSE, share, 0, FIRST));
        }
        refused(() -> new LinkRule.Chance(LinkRule.ChanceOf.LOSE, 1, 1, FIRST));
        refused(() -> new LinkRule.Chance(LinkRule.ChanceOf.REORDER, 1, 0, FIRST));
        for (double rate : new double[] {0, -1, 0.09, 10.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(() -> new NodeRules(LinkRules.NONE, rate, DiskMode.OK, Optional.empty(), Set.of()));
        }
        refused(() -> new NodeRules(LinkRules.NONE, 1, DiskMode.FAIL, Optional.empty(), Set.of()));
        refused(() -> new NodeRules(LinkRules.NONE, 1, DiskMode.OK, Optional.of(FIRST), Set.of()));
    }

    private static void refused(ThrowingCallable rules) {
        assertThatThrownBy(rules).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(" ");
    }
}
