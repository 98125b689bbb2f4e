package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that end when they start: what they said is told, and nothing is left behind. */
@Tag("process")
class StartTroubleTest {
    @TempDir
    private Path directory;

    @Test
    void whatANodeSaidBeforeItEndedIsTold() {
        Path folder = directory.resolve("cluster");
        WorldSpec spec = new WorldSpec(3, Pace.LAN.settings(), 1);
        assertThatThrownBy(() -> LocalCluster.up(folder, spec, false, Optional.of("no-such-rule")))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining(" ended when it started: ")
                .hasMessageContaining("no-such-rule");
        assertThat(folder).as("the cluster is ended").doesNotExist();
    }
}
