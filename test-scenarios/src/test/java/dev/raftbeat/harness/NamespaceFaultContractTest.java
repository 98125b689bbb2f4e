package dev.raftbeat.harness;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** The contract of the fault language, held by five network namespaces, where there is no container engine. */
@NeedsNamespaces
class NamespaceFaultContractTest extends FaultContract {
    private final ContainerCluster hosts = new ContainerCluster(() -> {
        try {
            return new NamespaceEngine();
        } catch (EngineException e) {
            throw new WorldException(e.getMessage(), e);
        }
    });

    @Override
    WorldKind kind() {
        return WorldKind.CONTAINERS;
    }

    @Override
    Settings settings() {
        return Pace.LAN.settings();
    }

    @Override
    World begin(WorldSpec spec) {
        return hosts.launch(spec, Optional.empty());
    }

    @AfterAll
    void removeHosts() {
        // Before what the contract itself does at its end, and so the cluster has to be ended here.
        takeDown();
        hosts.close();
    }
}
