package dev.raftbeat.harness;

import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that owns clusters of two nodes and a store, one node paused, and ends when its standard input does. */
final class OwnerMain {
    private OwnerMain() {}

    /** @param args the folder of each cluster */
    public static void main(String[] args) throws Exception {
        WorldSpec spec = new WorldSpec(2, Pace.LAN.settings(), 1, Optional.of(StoreGuard.FENCED));
        List<LocalWorld> worlds = new ArrayList<>();
        try {
            for (String path : args) {
                LocalWorld world = LocalWorld.owning(Path.of(path), spec, false, Optional.empty());
                worlds.add(world);
                System.out.println(TypedLines.apply(world::apply, "pause n2").sentence());
            }
            System.out.println("ready");
            System.in.read();
        } finally {
            worlds.forEach(LocalWorld::close);
        }
        System.exit(0);
    }
}
