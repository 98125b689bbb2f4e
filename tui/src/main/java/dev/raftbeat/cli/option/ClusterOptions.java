package dev.raftbeat.cli.option;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.WorldSpec;
import java.security.SecureRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that brings a cluster up. */
public final class ClusterOptions {

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of nodes, 1-9 (default ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            description =
                    "lan (heartbeat 50 ms, election timeout 150-300 ms), containers (100, 500-1000) or class (500,"
                            + " 1500-3000). Default: class for demo, containers for nemesis --on containers, lan for all"
                            + " else.")
    private Pace pace;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed. The same seed gives the same run.")
    private Long seed;

    @Mixin
    private SettingsOptions settings;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The cluster that is asked for. Settings that do not fit each other are noted on standard error.
     *
     * @throws UserError when a value is not understood
     */
    public WorldSpec spec(Pace defaultPace) {
        if (nodes < 1 || nodes > 9) {
            throw UserError.usage("--nodes takes a number from 1 to 9, not " + nodes);
        }
        // Below 2^53, so that it can be shown and typed anywhere.
        long drawn = seed != null ? seed : new SecureRandom().nextLong() >>> 11;
        Settings wanted = settings.over((pace == null ? defaultPace : pace).settings());
        new TimingNotes(spec.commandLine().getErr()).tell("", wanted, nodes);
        return new WorldSpec(nodes, wanted, drawn);
    }
}
