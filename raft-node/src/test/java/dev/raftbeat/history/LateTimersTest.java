package dev.raftbeat.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateTimersTest {
    private static final long MILLI = 1_000_000L;
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final LateTimers timers = new LateTimers();
    private long seq;

    private void tell(long millis, NodeId node, Fact fact) {
        seq++;
        timers.hear(new StampedFact(millis * MILLI, node, 1, seq, seq, Optional.empty(), fact));
    }

    private void fires(long millis, NodeId node, long lateMillis) {
        tell(millis, node, new TimerFired(200 * MILLI, lateMillis * MILLI));
    }

    private static Settings settings(long heartbeat, long least, long greatest) {
        return new Settings(heartbeat * MILLI, least * MILLI, greatest * MILLI, true, true, 0, 0, 0, false, 1);
    }

    @BeforeEach
    void boot() {
        for (NodeId node : List.of(N1, N2)) {
            tell(
                    0,
                    node,
                    new Booted(0, Optional.empty(), List.of(N1, N2), settings(50, 150, 300), 0, Optional.empty()));
        }
    }

    @Test
    void aTimerIsLateByMoreThanAHeartbeat() {
        fires(500, N1, 50);
        assertThat(timers.whole()).isEqualTo(new LateTimers.Reading(0, 0));
        fires(900, N1, 51);
        fires(1_900, N2, 180);
        assertThat(timers.whole()).isEqualTo(new LateTimers.Reading(2, 180 * MILLI));
        assertThat(timers.recent()).isEqualTo(timers.whole());
    }

    @Test
    void orByMoreThanTheSpreadOfTheTimeoutsWhereThatIsLess() {
        tell(10, N1, new SettingsChanged(settings(50, 150, 160), "election 150..160"));
        tell(10, N2, new SettingsChanged(settings(50, 150, 150), "election 150..150"));
        fires(500, N1, 10);
        fires(500, N2, 50);
        assertThat(timers.whole().isBusy()).isFalse();
        fires(600, N1, 11);
        assertThat(timers.whole().count()).isEqualTo(1);
        fires(600, N2, 51);
        assertThat(timers.whole().count())
                .as("where there is no spread, the heartbeat counts")
                .isEqualTo(2);
    }

    @Test
    void whatWasLongAgoIsNoLongerSo() {
        fires(500, N1, 300);
        tell(60_500, N2, new LinkUp(N1));
        assertThat(timers.recent().isBusy()).isTrue();
        tell(60_501, N2, new LinkUp(N1));
        assertThat(timers.recent().isBusy()).isFalse();
        assertThat(timers.whole().isBusy()).isTrue();
    }

    private static FaultBegan fault(String kind, FaultEffect.Kind effect) {
        return new FaultBegan(
                1,
                "a line",
                kind,
                "word",
                List.of(FaultEffect.of(effect)),
                List.of(N1),
                List.of(),
                "something was done");
    }

    @Test
    void whoWasFrozenIsNotLateButSomebodyElseIs() {
        tell(1_000, NodeId.WORLD, fault("fault", FaultEffect.Kind.FREEZES));
        fires(3_000, N1, 1_800);
        tell(3_001, NodeId.WORLD, new FaultEnded(1, "a line"));
        fires(3_100, N1, 110);
        assertThat(timers.whole().isBusy()).isFalse();
        fires(3_100, N2, 110);
        fires(3_300, N1, 110);
        assertThat(timers.whole().count()).isEqualTo(2);
    }

    @Test
    void norIsWhoCollectedGarbage() {
        tell(1_000, NodeId.WORLD, fault("action", FaultEffect.Kind.COLLECTS));
        fires(1_090, N1, 100);
        tell(2_500, N1, new GarbageCollected(2_000 * MILLI, 300 * MILLI, 1));
        fires(2_510, N1, 250);
        assertThat(timers.whole().isBusy()).isFalse();
        fires(2_510, N2, 250);
        assertThat(timers.whole().count()).isEqualTo(1);
    }
}
