package dev.raftbeat.terminal;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Optional;

/** The screen on a live cluster, for the eye: {@code Play DIR NODES PACE [--ascii] [--light]}. */
final class Play {
    private Play() {}

    public static void main(String[] args) {
        if (!Tty.present()) {
            System.out.println("no terminal");
            return;
        }
        WorldSpec spec =
                new WorldSpec(Integer.parseInt(args[1]), Pace.valueOf(args[2]).settings(), 7);
        boolean ascii = String.join(" ", args).contains("--ascii");
        Optional<Boolean> light = String.join(" ", args).contains("--light") ? Optional.of(true) : Optional.empty();
        LocalCluster cluster = LocalCluster.up(Path.of(args[0]), spec, false, Optional.empty());
        try (LocalWorld world = LocalWorld.owning(cluster)) {
            System.out.println(TerminalApp.run(world, TerminalOptions.of(System.getenv(), ascii, light)));
        }
    }
}
