package dev.raftbeat.fault.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRulesTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final FactId FIRST = FactId.parse("world:1:17");
    private static final long MS = 1_000_000;

    private static NodeRules rules(String... lines) throws FaultRefusedException {
        return NodeRules.parse(List.of(lines), N3);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut n2 -> n3",
                "cut n1 -> n3",
                "lose 100% n1 -> n3",
                "lose 50% n1 -> n3",
                "duplicate 100% n1 -> n3",
                "slow n1 -> n3 80ms +-20ms",
                "reorder 100% n1 -> n3 within 100ms",
                "flap n1 -> n3 every 600ms from 0",
                "blackhole n1 -> n3"
            })
    void everyMessageDrawsAsOften(String line) throws FaultRefusedException {
        LinkRules links = rules(line + " by world:1:17").links();
        Counting counting = new Counting();
        for (int i = 1; i <= 50; i++) {
            links.judge(N1, i * 100 * MS, counting);
            assertThat(counting.draws).isEqualTo(i * LinkRules.DRAWS);
        }
        Counting none = new Counting();
        LinkRules.NONE.judge(N1, 0, none);
        assertThat(none.draws).isEqualTo(LinkRules.DRAWS);
    }

    @Test
    void withoutRulesEverythingArrivesAtOnce() {
        assertThat(LinkRules.NONE.judge(N1, 0, new Counting())).isEqualTo(new MessageFate.Delivered(List.of(0L)));
    }

    @Test
    void aCutNamesItsFaultAndIsOneWay() throws FaultRefusedException {
        LinkRules links = rules("cut n1 -> n3 by world:1:17", "cut n1 -> n3 by world:1:18")
                .links();
        assertThat(links.judge(N1, 0, new Counting())).isEqualTo(new MessageFate.Lost(LossReason.CUT, FIRST));
        assertThat(links.judge(N2, 0, new Counting())).isInstanceOf(MessageFate.Delivered.class);
        assertThat(links.isCut(N1, 0)).isTrue();
        assertThat(links.isCut(N2, 0)).isFalse();
    }

    @Test
    void twoLossesActOneAfterTheOther() throws FaultRefusedException {
        LinkRules links = rules("lose 50% n1 -> n3 by world:1:17", "lose 50% n1 -> n3 by world:1:18")
                .links();
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
    void slowDuplicateAndReorderAddUp() throws FaultRefusedException {
        LinkRules links = rules(
                        "slow n1 -> n3 80ms +-20ms by world:1:17",
                        "duplicate 100% n1 -> n3 by world:1:18",
                        "reorder 100% n1 -> n3 within 100ms by world:1:19")
                .links();
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
    void flapIsAFunctionOfTime(long since, long until, boolean cut) throws FaultRefusedException {
        for (long began : new long[] {0, 123_456_789, -50 * MS}) {
            LinkRules links = rules("flap n1 -> n3 every 10ms for 35ms from " + began + " by world:1:17")
                    .links();
            assertThat(links.cutWithin(N1, began + since * MS, began + until * MS)
                            .isPresent())
                    .isEqualTo(cut);
        }
    }

    @Test
    void aFlapThatEndsWhileItIsCutEndsOpen() throws FaultRefusedException {
        LinkRules links =
                rules("flap n1 -> n3 every 10ms for 25ms from 0 by world:1:17").links();
        assertThat(links.isCut(N1, 24 * MS)).isTrue();
        assertThat(links.isCut(N1, 25 * MS)).isFalse();
        assertThat(links.isCut(N1, 41 * MS)).isFalse();
    }

    @Test
    void diskClockAndBlackHolesAreTheNodesOwn() throws FaultRefusedException {
        NodeRules rules = rules(
                "skew n3 -5% by world:1:1",
                "stall disk n3 by world:1:2", "blackhole n2 -> n3 by world:1:3", "blackhole n1 -> n3 by world:1:4");
        assertThat(rules.clockRate()).isEqualTo(0.95);
        assertThat(rules.disk()).isEqualTo(DiskMode.STALL);
        assertThat(rules.diskFault()).contains(FactId.parse("world:1:2"));
        assertThat(rules.blackholed()).containsExactly(N1, N2);
        assertThat(rules.links().isEmpty()).isTrue();
        assertThat(rules("fail disk n3 by world:1:2").disk()).isEqualTo(DiskMode.FAIL);
        assertThat(rules()).isEqualTo(NodeRules.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    cut n3 -> n1 by world:1:1                 ; it is about n1, and this is n3
                    cut leader -> n3 by world:1:1             ; "leader" is not the name of one node
                    cut n1,n2 -> n3 by world:1:1              ; "n1,n2" is not the name of one node
                    cut n1 <-> n3 by world:1:1                ; a rule is about one direction
                    cut n1 -> n3                              ; a rule ends with "by"
                    cut n1 -> n3 by someone                   ; a fact's id reads NODE:BOOT:SEQ
                    cut n1 -> n3 by world:1:99999999999999999999 ; refused
                    kill n3 by world:1:1                      ; "kill" is done to a node, not by it
                    join n1 -> n3 by world:1:1                ; "join" is done to a node, not by it
                    slow n1 -> n3 2E by world:1:1             ; a node does not know what 2E is
                    flap n1 -> n3 every 1ms by world:1:1      ; "from" when it began
                    flap n1 -> n3 every 1ms from 99999999999999999999 by w:1:1 ; refused
                    flap n1 -> n3 every 1ms from 2305843009213693953 by world:1:1 ; a flap begins between
                    flap n1 -> n3 every 1ms from -9223372036854775808 by world:1:1 ; a flap begins between
                    flap n1 -> n3 every 0.0000001us from 1 by world:1:1 ; a flap needs a time
                    reorder 5% n1 -> n3 by world:1:1          ; "within"
                    skew n1 +5% by world:1:1                  ; it is about n1, and this is n3
                    nonsense by world:1:1                     ; column 1: found "nonsense"
                    '' ; a rule ends with
                    """)
    void aNodeBelievesOnlyWhatIsResolvedAndAboutItself(String line, String why) {
        assertThatThrownBy(() -> rules(line))
                .isInstanceOf(FaultRefusedException.class)
                .hasMessageContaining("the rule \"" + line + "\" is refused: ")
                .hasMessageContaining(why);
    }

    @Test
    void garbageIsRefusedAndNothingElse() {
        List<String> pieces = List.of(
                "cut",
                "flap",
                "slow",
                "lose",
                "skew",
                "disk",
                "stall",
                "n1",
                "n3",
                "->",
                "<->",
                "by",
                "from",
                "within",
                "every",
                "world:1:1",
                "80ms",
                "2E",
                "30%",
                "-",
                "0",
                "9223372036854775807",
                "x".repeat(500),
                "\n",
                "#");
        long seed = 20_260_102;
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "cut n1 -> " : "");
            for (int n = random.nextInt(9); n >= 0; n--) {
                line.append(pieces.get(random.nextInt(pieces.size()))).append(" ");
            }
            try {
                rules(line.append("by world:1:1").toString()).links().judge(N1, i, random);
                read++;
            } catch (FaultRefusedException e) {
                assertThat(e).hasMessageContaining("is refused: ");
            }
        }
        assertThat(read).as("rules that were read, seed " + seed).isGreaterThan(5);
    }
}
