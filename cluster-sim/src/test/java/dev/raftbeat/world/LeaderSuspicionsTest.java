package dev.raftbeat.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.detector.Suspicion.Opinion;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderSuspicionsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final long MILLI = 1_000_000L;

    private final LeaderSuspicions suspicions = new LeaderSuspicions(Detectors.parse("missed 3"));
    private long seq;

    private void tell(NodeId node, long millis, Fact fact) {
        seq++;
        suspicions.hear(new StampedFact(millis * MILLI, node, 1, seq, seq, Optional.empty(), fact));
    }

    private void boot() {
        Settings settings = Pace.CLASS.settings();
        tell(N2, 0, new Booted(0, Optional.empty(), List.of(N1, N2), settings, 0, Optional.empty()));
        for (int i = 0; i < 200; i++) {
            tell(N2, 500L * i, new HeartbeatHeard(N1, 1));
        }
    }

    private double share(long millis) {
        return suspicions.of(N2, millis * MILLI).orElseThrow().suspicion().share();
    }

    @Test
    void suspicionGrowsWithTheSilenceOfTheLeader() {
        boot();
        assertThat(suspicions.of(N2, 99_500 * MILLI).orElseThrow().leader()).isEqualTo(N1);
        assertThat(share(99_500)).isZero();
        assertThat(share(100_250)).isEqualTo(0.5);
        assertThat(suspicions.of(N2, 101_000 * MILLI).orElseThrow().suspicion().opinion())
                .isEqualTo(Opinion.SUSPECTED);
        assertThat(suspicions.of(N1, 0)).isEmpty();
    }

    @Test
    void anotherDetectorKnowsAtOnceWhatItWouldHaveLearned() {
        boot();
        suspicions.choose(Detectors.parse("phi 8"));
        // Learned: a mean of 500 ms, the deviation at its floor of 50 ms.
        assertThat(suspicions.of(N2, 100_000 * MILLI).orElseThrow().suspicion().level())
                .isBetween(0.25, 0.35);
        assertThat(share(99_500 + 790)).isGreaterThan(1);
    }

    @Test
    void aSlowerHeartbeatIsExpectedSlower() {
        boot();
        tell(N2, 99_500, new SettingsChanged(Pace.CLASS.settings().withHeartbeat(1000 * MILLI), "heartbeat 1s"));
        assertThat(share(101_000)).isEqualTo(0.5);
    }

    @Test
    void aNewTermIsANewReign() {
        boot();
        suspicions.choose(Detectors.parse("phi-exp 8"));
        tell(N2, 200_000, new HeartbeatHeard(N1, 2));
        tell(N2, 200_500, new HeartbeatHeard(N1, 2));
        // One interval and the guess of the start, 1 s, make a mean of 750 ms.
        assertThat(suspicions
                        .of(N2, 200_500 * MILLI + 750 * MILLI)
                        .orElseThrow()
                        .suspicion()
                        .level())
                .isBetween(0.43, 0.44);
    }

    @Test
    void whoLeadsOrIsDeadSuspectsNobody() {
        boot();
        tell(N2, 99_600, new BecameLeader(2, List.of(N2)));
        assertThat(suspicions.of(N2, 100_000 * MILLI)).isEmpty();
        boot();
        tell(NodeId.WORLD, 99_600, new ProcessEnded(N2, "killed"));
        assertThat(suspicions.of(N2, 100_000 * MILLI)).isEmpty();
    }
}
