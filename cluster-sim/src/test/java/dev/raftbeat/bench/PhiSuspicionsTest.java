package dev.raftbeat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What phi would have made of heartbeats that were heard. */
class PhiSuspicionsTest {
    private static final long MILLI = 1_000_000;
    private static final long BEAT = 50 * MILLI;
    private static final NodeId OLD = new NodeId("n1");
    private final PhiSuspicions phi = new PhiSuspicions(3, BEAT);
    private long seq;

    private void tell(String node, int boot, long nanos, Fact fact) {
        seq++;
        phi.tell(new StampedFact(nanos, new NodeId(node), boot, seq, seq, Optional.empty(), fact));
    }

    private void beats(String node, int boot, long from, int count) {
        for (int i = 0; i < count; i++) {
            tell(node, boot, from + i * BEAT, new HeartbeatHeard(OLD, 4));
        }
    }

    private static Failover failover(long lossMillis, long electedMillis, long followedMillis) {
        return new Failover(
                OLD,
                4,
                new NodeId("n2"),
                5,
                lossMillis * MILLI,
                electedMillis * MILLI,
                followedMillis * MILLI,
                Failover.Loss.KILLED,
                Failover.Judgement.JUSTIFIED);
    }

    @Test
    void aQuorumSuspectsAndThenAnElectionTakesAsLongAsItDid() {
        // The last heartbeats at 2000 and 2010 ms, the loss at 2020; the timer at 2170, the leader followed at 2176.
        beats("n2", 1, 50 * MILLI, 40);
        beats("n3", 1, 60 * MILLI, 40);
        tell("n2", 1, 2_170 * MILLI, new TimerFired(160 * MILLI, 0));
        double suspected = 2_010 * MILLI + PhiSuspicions.patienceNanos(BEAT) - 2_020 * MILLI;
        assertThat(phi.nanosOf(failover(2_020, 2_175, 2_176)).getAsDouble())
                .isCloseTo(suspected + 6 * MILLI, within(1.0));
        assertThat(PhiSuspicions.patienceNanos(BEAT)).isBetween(70.0 * MILLI, 90.0 * MILLI);
    }

    @Test
    void withoutATimerOrWithoutAQuorumOfHearersNothingIsSaid() {
        beats("n2", 1, 50 * MILLI, 40);
        tell("n2", 1, 2_170 * MILLI, new TimerFired(160 * MILLI, 0));
        assertThat(phi.nanosOf(failover(2_020, 2_175, 2_176))).isEmpty();
        beats("n3", 1, 60 * MILLI, 40);
        assertThat(phi.nanosOf(failover(2_020, 2_175, 2_176))).isPresent();
        assertThat(phi.nanosOf(failover(2_020, 2_150, 2_151))).isEmpty();
        assertThat(phi.nanosOf(failover(2_180, 2_190, 2_191))).isEmpty();
    }

    @Test
    void aFollowerThatWasStartedAnewLearnsAfresh() {
        beats("n3", 1, 50 * MILLI, 40);
        beats("n2", 1, 50 * MILLI, 10);
        // Away for a second; were that learned as an interval, it would bear a far longer silence.
        beats("n2", 2, 1_500 * MILLI, 11);
        tell("n3", 1, 2_170 * MILLI, new TimerFired(160 * MILLI, 0));
        assertThat(phi.nanosOf(failover(2_020, 2_175, 2_176)).getAsDouble()).isLessThan(120.0 * MILLI);
    }
}
