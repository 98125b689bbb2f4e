package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the threads that answer HTTP say without asking the event loop, whose state they must not read. */
class NodeControlTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final Settings LAN = Pace.LAN.settings();

    private static NodeOptions options() {
        Map<NodeId, HostPort> peers = Map.of(N1, HostPort.parse("127.0.0.1:1"), N2, HostPort.parse("127.0.0.1:2"));
        return new NodeOptions(
                N1,
                "test",
                peers,
                peers.get(N1),
                Path.of("nowhere"),
                Optional.empty(),
                LAN,
                1,
                NodeRules.NONE,
                OptionalLong.empty(),
                NodeOptions.Output.NONE,
                new NodeOptions.Guard(Optional.empty(), true, false, false, Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private long seq;

    @Test
    void howOldALeaderMayBeFollowsFromTheSettingsThatWereTold() throws Exception {
        NodeFacts facts = new NodeFacts(options(), fact -> {});
        // Without a node: whoever asked it would not get this far.
        NodeControl control = new NodeControl(null, facts, options());
        assertThat(control.ready()).as("nothing was told yet").isFalse();
        long heard = System.nanoTime() - 5 * MINUTE;
        tell(facts, heard, new Booted(1, Optional.empty(), List.of(N1, N2), LAN, 0, Optional.empty()));
        tell(facts, heard, new HeartbeatHeard(N2, 1));
        assertThat(control.ready())
                .as("a heartbeat five minutes ago, at the pace of a LAN")
                .isFalse();
        Settings patient = LAN.withElection(9 * MINUTE, 10 * MINUTE);
        tell(facts, heard, new SettingsChanged(patient, "election"));
        assertThat(control.ready()).as("the same with ten minutes of patience").isTrue();
    }

    private void tell(NodeFacts facts, long nanos, Fact fact) {
        seq++;
        facts.tell(new StampedFact(nanos, N1, 1, seq, seq, Optional.empty(), fact));
    }
}
