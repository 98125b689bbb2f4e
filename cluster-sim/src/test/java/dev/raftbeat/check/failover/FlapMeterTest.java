package dev.raftbeat.check.failover;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.check.History;
import dev.raftbeat.check.failover.FlapMeter.Reading;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlapMeterTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private final History history = History.booted(3);

    /** Elected, and followed by n3 at once unless it is n3. */
    private void leads(String node, long term, long millis) {
        history.at(millis).node(node).tells(new BecameCandidate(term, false), new BecameLeader(term, ids("n1", "n2")));
        if (!node.equals("n3")) {
            history.node("n3").tells(new BecameFollower(term, Optional.of(id(node))));
        }
    }

    private Reading reading(long windowSeconds, long nowMillis) {
        FlapMeter meter = new FlapMeter(windowSeconds * SECOND);
        history.facts().forEach(meter::hear);
        Reading reading = meter.reading(nowMillis * MILLI);
        for (int seed = 0; seed < 20; seed++) {
            FlapMeter mixed = new FlapMeter(windowSeconds * SECOND);
            history.shuffled(seed).forEach(mixed::hear);
            assertThat(mixed.reading(nowMillis * MILLI))
                    .describedAs("interleaving %d", seed)
                    .isEqualTo(reading);
        }
        return reading;
    }

    @Test
    void nothingHeardIsAllZero() {
        Reading reading = new FlapMeter(SECOND).reading();
        assertThat(reading.elections()).isZero();
        assertThat(reading.leaderlessNanos()).isZero();
        assertThat(reading.reign()).isEmpty();
        assertThat(reading.medianTenureNanos()).isEmpty();
        assertThat(reading.failovers()).isEqualTo(FailoverTally.NONE);
    }

    @Test
    void aWindowMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FlapMeter(0));
    }

    @Test
    void aCalmCluster() {
        leads("n1", 1, 200);
        Reading reading = reading(60, 5_200);
        assertThat(reading.reign().map(Reign::leader)).contains(id("n1"));
        assertThat(reading.tenureNanos()).hasValue(5 * SECOND);
        assertThat(reading.leaderlessNanos()).isEqualTo(200 * MILLI);
        assertThat(reading.leaderlessShare()).isCloseTo(200.0 / 5_200, within(1e-9));
        assertThat(reading.elections()).isEqualTo(1);
        assertThat(reading.electionsPerMinute()).isCloseTo(6, within(1e-9));
        assertThat(reading.termsBurnt()).isZero();
    }

    @Test
    void aFlappingCluster() {
        leads("n1", 1, 200);
        history.at(2_200).world().tells(new ProcessEnded(id("n1"), "killed"));
        history.at(2_300).node("n2").tells(new BecameCandidate(2, false));
        history.at(2_500).node("n2").tells(new BecameCandidate(3, false));
        history.node("n3").tells(new BecameFollower(3, Optional.empty()));
        leads("n2", 4, 2_700);
        leads("n3", 5, 6_700);
        history.node("n2")
                .tells(new SteppedDown(4, StepDownReason.HIGHER_TERM), new BecameFollower(5, Optional.of(id("n3"))));
        history.at(9_000).node("n2").tells(new BecameCandidate(6, false));
        Reading reading = reading(5, 9_700);
        assertThat(reading.elections()).isEqualTo(6);
        assertThat(reading.electionsInWindow()).isEqualTo(2);
        assertThat(reading.termsBurnt())
                .describedAs("terms 2 and 3; 6 is still fought for")
                .isEqualTo(2);
        assertThat(reading.termsBurntInWindow()).isZero();
        assertThat(reading.medianTenureNanos()).hasValue(3 * SECOND);
        assertThat(reading.leaderlessNanos()).isEqualTo((200 + 500 + 700) * MILLI);
        assertThat(reading.leaderlessNanosInWindow()).isEqualTo(700 * MILLI);
        assertThat(reading.reign()).isEmpty();
        assertThat(reading.failovers()).isEqualTo(new FailoverTally(1, 1, 0, 0));
        assertThat(reading.failoversInWindow()).isEqualTo(new FailoverTally(0, 1, 0, 0));
    }

    @Test
    void whatIsForgottenIsStillCounted() {
        FlapMeter meter = new FlapMeter(60 * SECOND);
        int terms = LeaderSweep.KEPT + 500;
        for (int term = 1; term <= terms; term++) {
            leads(term % 2 == 0 ? "n1" : "n2", term, term * 100L);
        }
        history.facts().forEach(meter::hear);
        Reading reading = meter.reading();
        assertThat(reading.elections()).isEqualTo(terms);
        assertThat(reading.failovers().all()).isEqualTo(terms - 1);
        assertThat(reading.termsBurnt()).isZero();
    }

    private OptionalLong lostSince() {
        FlapMeter meter = new FlapMeter();
        history.facts().forEach(meter::hear);
        return meter.lostSinceNanos();
    }

    @Test
    void aLeaderIsLostUntilAnotherIsFollowed() {
        assertThat(lostSince()).isEmpty();
        leads("n1", 1, 200);
        assertThat(lostSince()).isEmpty();
        history.at(2_200).world().tells(new ProcessEnded(id("n1"), "killed"));
        history.at(2_300).node("n2").tells(new BecameCandidate(2, false));
        assertThat(lostSince()).hasValue(2_200 * MILLI);
        leads("n2", 2, 2_400);
        assertThat(lostSince()).isEmpty();
    }

    @Test
    void aLeaderThatStepsDownIsLostFromThen() {
        leads("n1", 1, 200);
        history.at(700).node("n1").tells(new SteppedDown(1, StepDownReason.HIGHER_TERM));
        assertThat(lostSince()).hasValue(700 * MILLI);
    }

    @Test
    void aDeafLeaderIsLostThoughAllFollowIt() {
        leads("n1", 1, 200);
        history.at(900).fault("cut others -> n1", ids("n1", "n2", "n3"), "n2 -> n1", "n3 -> n1");
        assertThat(lostSince()).hasValue(900 * MILLI);
    }
}
