package dev.raftbeat.harness;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the fault language, held by five real processes. */
@Tag("process")
class LiveFaultContractTest extends FaultContract {
    @TempDir
    private static Path home;

    @Override
    WorldKind kind() {
        return WorldKind.LOCAL;
    }

    @Override
    World begin(WorldSpec spec) {
        Path path = home.resolve("cluster");
        return LocalWorld.owning(path, spec, false, Optional.empty());
    }
}
