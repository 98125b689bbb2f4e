package dev.raftbeat.harness;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** The contract of the fault language, held by five containers. */
@NeedsContainers
class ContainerFaultContractTest extends FaultContract {
    private final ContainerCluster clusters = new ContainerCluster(() -> new DockerEngine(true));

    @Override
    WorldKind kind() {
        return WorldKind.CONTAINERS;
    }

    @Override
    Settings settings() {
        return Pace.CONTAINERS.settings();
    }

    @Override
    World begin(WorldSpec spec) {
        return clusters.launch(spec, Optional.empty());
    }

    @AfterAll
    void removeTheHosts() {
        clusters.close();
    }
}
