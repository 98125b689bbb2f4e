package dev.raftbeat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.text.CleanText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactCodecTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final String LEADER = "{\"v\":1,\"t_ns\":9,\"node\":\"n1\",\"boot\":1,\"seq\":42,\"lamport\":77,"
            + "\"cause\":\"n1:1:41\",\"fact\":\"BecameLeader\",\"term\":5,\"votes\":[\"n1\",\"n2\"]}";

    @Test
    void aFactReadsAsItsStampThenItsFields() throws WireException {
        StampedFact fact = new StampedFact(
                9,
                N1,
                1,
                42,
                77,
                Optional.of(new FactId(N1, 1, 41)),
                new BecameLeader(5, List.of(N1, new NodeId("n2"))));
        assertThat(FactCodec.line(fact)).isEqualTo(LEADER);
        assertThat(FactCodec.read(LEADER)).isEqualTo(fact);
    }

    @Test
    void everyFactComesBackAsItWas() throws WireException {
        Set<Class<?>> seen = new HashSet<>();
        long seq = 0;
        for (Fact fact : Samples.facts()) {
            seq++;
            Optional<FactId> cause = seq % 2 == 0 ? Optional.empty() : Optional.of(new FactId(N1, 1, seq));
            StampedFact stamped = new StampedFact(Bounds.NANOS_MAX - seq, N1, 3, seq, 2 * seq, cause, fact);
            String line = FactCodec.line(stamped);
            assertThat(line).doesNotContain("\n", "\r", "\u001b");
            assertThat(FactCodec.read(line)).as(line).isEqualTo(stamped);
            seen.add(fact.getClass());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(FactCodec.kinds()).hasSizeGreaterThan(30);
    }

    @Test
    void noFactUsesANameOfTheStamp() {
        for (Class<?> kind : FactCodec.kinds()) {
            assertThat(RecordForm.of(kind).names())
                    .as(kind.getSimpleName())
                    .doesNotContainAnyElementsOf(FactCodec.Stamp.FORM.names());
        }
    }

    @Test
    void aStringThatIsNoTextIsWrittenAllTheSame() throws WireException {
        StampedFact broken = new StampedFact(
                1, N1, 1, 1, 1, Optional.empty(), new dev.raftbeat.protocol.LifeFact.Stopped("half a pair: \ud83d!"));
        assertThat(FactCodec.read(FactCodec.line(broken))).isEqualTo(broken);
    }

    @Test
    void aLineHoldsNothingThatHarmsWhoeverLooksAtIt() throws WireException {
        String evil = "\u009b31m \u202e \u200b \u2028 \ufeff \u007f \ue000 \udb40\udc41 \u001b]0;x\u0007 caf\u00e9";
        StampedFact fact =
                new StampedFact(1, N1, 1, 1, 1, Optional.empty(), new dev.raftbeat.protocol.LifeFact.Stopped(evil));
        String line = FactCodec.line(fact);
        assertThat(line.codePoints().filter(CleanText::isHarmful)).isEmpty();
        assertThat(line).contains("\\u202e", "caf\u00e9");
        assertThat(FactCodec.read(line)).isEqualTo(fact);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"term\":5             | \"term\":\"5\"             | term",
                "\"term\":5             | \"term\":5.0               | term",
                "\"term\":5             | \"term\":null              | term",
                "\"term\":5             | \"term\":99999999999999999999 | term",
                "\"term\":5,            | ''                         | term",
                "\"term\":5             | \"term\":5,\"term\":5      | term",
                "\"term\":5             | \"term\":5,\"round\":1     | unknown field round",
                "[\"n1\",\"n2\"]        | [\"n1\",\"N2\"]            | votes[1]",
                "[\"n1\",\"n2\"]        | \"n1\"                     | votes",
                "[\"n1\",\"n2\"]        | [\"n1\",[]]                | votes[1]",
                "\"n1:1:41\"            | \"n1:1\"                   | cause",
                "\"n1:1:41\"            | \"n1:01:41\"               | cause",
                "\"boot\":1             | \"boot\":4294967297        | boot",
                "\"boot\":1             | \"boot\":-1                | boot, seq and lamport",
                "\"seq\":42             | \"seq\":-42                | boot, seq and lamport",
                "\"lamport\":77         | \"lamport\":9007199254740992 | boot, seq and lamport",
                "\"t_ns\":             | \"t_ns\":2305843009213693953,\"x\": | t_ns: not an integer",
                "\"t_ns\":             | \"t_ns\":-9223372036854775808,\"x\": | t_ns: not an integer",
                "\"n1:1:41\"            | \"n1:-1:41\"               | cause",
                "\"n1:1:41\"            | \"n1:1:9007199254740992\" | cause",
                "\"n1:1:41\"            | \"n1:1:x\"                 | cause",
                "\"v\":1                | \"v\":2                    | v:",
                "BecameLeader           | BecameKing                 | fact",
                "BecameLeader           | FactsLost                  | count",
                "]}                     | ]}x                        | JSON",
                "]}                     | ]}{}                       | follows",
                "]}                     | ]                          | JSON",
            })
    void aDamagedLineSaysWhichFieldIsWrong(String whole, String damaged, String named) {
        String line = LEADER.replace(whole, damaged);
        assertThat(line).isNotEqualTo(LEADER);
        assertThatThrownBy(() -> FactCodec.read(line))
                .isInstanceOf(WireException.class)
                .hasMessageContaining(named);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        StampedFact fact = Samples.facts().stream()
                .filter(f -> f.name().equals("SettingsChanged"))
                .map(f -> new StampedFact(1, N1, 1, 1, 1, Optional.empty(), f))
                .findFirst()
                .orElseThrow();
        String line = FactCodec.line(fact).replaceFirst("\"heartbeatNanos\":\\d+", "\"heartbeatNanos\":1");
        assertThatThrownBy(() -> FactCodec.read(line)).hasMessageContaining("settings: the heartbeat");
    }

    @Test
    void noDamageWhateverGivesAnythingButAWireException() {
        SplittableRandom random = new SplittableRandom(20260101);
        List<String> lines = Samples.facts().stream()
                .map(f -> FactCodec.line(new StampedFact(1, N1, 1, 1, 1, Optional.empty(), f)))
                .toList();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(lines.get(random.nextInt(lines.size())));
            line.setCharAt(random.nextInt(line.length()), (char) random.nextInt(32, 127));
            try {
                FactCodec.read(line.toString());
            } catch (WireException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void aCountOfLostFactsNeedsNoCause() throws WireException {
        StampedFact fact = new StampedFact(0, NodeId.WORLD, 0, 0, 0, Optional.empty(), new FactsLost(3));
        assertThat(FactCodec.read(FactCodec.line(fact))).isEqualTo(fact);
    }
}
