package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlLinesTest {
    private static final Optional<FactId> CAUSE = Optional.of(new FactId(NodeId.WORLD, 1, 17));

    @Test
    void settingsComeThroughWholeWhateverTheyWere() {
        Settings all = Pace.CONTAINERS
                .settings()
                .withElection(1_234_567, 7_654_321)
                .withHeartbeat(50_500_000)
                .withPreVote(false)
                .withCheckQuorum(false)
                .withQuorumWindow(333_000_000)
                .withLog(5, 2);
        List<String> lines = ControlLines.of(all, CAUSE);

        assertThat(ControlLines.settings(lines, Pace.LAN.settings())).isEqualTo(all);
        assertThat(ControlLines.cause(lines)).isEqualTo(CAUSE);
        assertThat(ControlLines.settings(ControlLines.of(Pace.LAN.settings(), CAUSE), all))
                .isEqualTo(Pace.LAN.settings());
    }

    @Test
    void aTimeoutThatWouldEndAfterAllTimesIsNone() {
        assertThat(new Command.AlignTimer(1L << 61).drawNanos()).isPositive();
        assertThatThrownBy(() -> new Command.AlignTimer((1L << 61) + 1)).hasMessageContaining("2^61");
        assertThatThrownBy(() -> ControlLines.cause(List.of("by n1:1:9007199254740992")))
                .hasMessageContaining("NODE:BOOT:SEQ");
    }

    @Test
    void whatIsNoSettingIsRefused() {
        assertThatThrownBy(() -> ControlLines.settings(List.of("kill n1"), Pace.LAN.settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kill n1");
        assertThatThrownBy(() -> ControlLines.settings(List.of("set heartbeat yes"), Pace.LAN.settings()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ControlLines.settings(List.of("set heartbeat 0ms"), Pace.LAN.settings()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
