package dev.raftbeat.harness;

import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Optional;

/** A process that owns a cluster of two nodes and a store, one node paused, and ends when its standard input does. */
final class OwnerMain {
    private OwnerMain() {}

    /** @param args the cluster's folder */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        WorldSpec spec = new WorldSpec(2, Pace.LAN.settings(), 1, Optional.of(StoreGuard.FENCED));
        try (LocalWorld world = LocalWorld.owning(path, spec, false, Optional.empty())) {
            System.out.println(TypedLines.apply(world::apply, "pause n2").sentence());
            System.out.println("ready");
            System.in.read();
        }
        System.exit(0);
    }
}
