package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactHubTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final FactHub hub = new FactHub();
    private long seq;

    private void tell(Fact fact) {
        seq++;
        hub.tell(new StampedFact(seq, N1, 1, seq, seq, Optional.empty(), fact));
    }

    @Test
    void whoComesLateGetsWhatMakesThePresentUnderstandable() throws InterruptedException {
        Fact booted = new Booted(3, Optional.empty(), List.of(N1, N2), Pace.LAN.settings(), 1, Optional.empty());
        Fact up = new LinkUp(N2);
        Fact follows = new BecameFollower(3, Optional.of(N2));
        tell(booted);
        tell(up);
        tell(follows);
        Fact armed = new TimerArmed(ArmReason.HEARTBEAT, 200, 300);
        Fact heard = new HeartbeatHeard(N2, 3);
        for (int i = 0; i < 1_000; i++) {
            tell(heard);
            tell(armed);
        }
        for (int i = 0; i < 300; i++) {
            tell(new LinkDown(N2, "refused " + i));
        }
        List<StampedFact> past = hub.open().take(1).orElseThrow();

        assertThat(past).extracting(StampedFact::fact).startsWith(booted, follows, heard, armed);
        assertThat(past).extracting(StampedFact::seq).isSorted().doesNotHaveDuplicates();
        assertThat(past)
                .as("only the latest word about the link, and the last notable facts")
                .hasSize(4 + 200);
    }

    @Test
    void whoHasComeGetsWhatFollowsUntilItIsForgotten() throws InterruptedException {
        FactQueue queue = hub.open();
        tell(new LinkUp(N2));
        hub.forget(queue);
        tell(new LinkUp(N2));

        assertThat(queue.take(1).orElseThrow()).hasSize(1);
    }
}
