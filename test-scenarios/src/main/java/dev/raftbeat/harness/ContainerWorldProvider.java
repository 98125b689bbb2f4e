package dev.raftbeat.harness;

import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldProvider;
import dev.raftbeat.world.WorldSpec;
import java.util.Optional;

/** Clusters of containers, or of network namespaces where there is no container engine; found under the word {@code containers}. */
public final class ContainerWorldProvider implements WorldProvider {
    @Override
    public String word() {
        return "containers";
    }

    @Override
    public World launch(WorldSpec spec) {
        return ContainerCluster.shared().launch(spec, Optional.empty());
    }
}
