package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ClusterOptions;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.Worlds;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.random.FaultKind;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that let random faults loose on a cluster of their own. */
final class NemesisOptions {
    static final int NODES_LEAST = 3;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--on",
            paramLabel = "WORLD",
            defaultValue = Worlds.LOCAL,
            description = "local (processes on this machine), sim (virtual time) or containers (hosts with kernels of "
                    + "their own) (default ${DEFAULT-VALUE}).")
    private String on;

    @Option(
            names = "--mix",
            paramLabel = "KINDS",
            description =
                    "Which kinds of fault, with commas between: kill, pause, partition, one-way, partial, flap, loss, "
                            + "slow, disorder, socket, disk, skew; on containers also packets, unplug, rate, cpu, clock. By "
                            + "default all that the world can do.")
    private String mix;

    private int clusters;

    String on() {
        return on;
    }

    WorldKind kind() {
        return Arrays.stream(WorldKind.values())
                .filter(kind -> kind.word().equals(on))
                .findFirst()
                .orElseThrow(() -> UserError.usage("--on takes one of local, sim, containers, not \"" + on + "\""));
    }

    WorldSpec spec() {
        WorldSpec spec = cluster.spec(kind() == WorldKind.CONTAINERS ? Pace.CONTAINERS : Pace.LAN);
        if (spec.nodes() < NODES_LEAST) {
            throw UserError.usage("--nodes takes a number from " + NODES_LEAST
                    + " to 9 here, for with fewer there is nobody to part, not " + spec.nodes());
        }
        return spec;
    }

    boolean hasMix() {
        return mix != null;
    }

    /** @throws UserError when a kind is not known, or not to this world */
    Set<FaultKind> mix() {
        if (mix == null) {
            return FaultKind.of(kind());
        }
        Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
        for (String word : mix.toLowerCase(Locale.ROOT).split(",")) {
            FaultKind kind = FaultKind.named(word.strip())
                    .orElseThrow(() -> UserError.usage("--mix takes kinds such as "
                            + Arrays.stream(FaultKind.values())
                                    .map(FaultKind::word)
                                    .collect(Collectors.joining(", "))
                            + ", not \"" + word.strip() + "\""));
            if (!kind.worksOn(kind())) {
                throw UserError.usage("\"" + kind.word() + "\" needs containers: --on containers");
            }
            chosen.add(kind);
        }
        return chosen;
    }

    /** Brings up a cluster that records, as the world's own; to be driven by whoever asked. */
    World launch(WorldSpec spec) {
        return switch (kind()) {
            case SIM -> new SimWorld(SimOptions.of(spec));
            case LOCAL -> {
                clusters++;
                Path path = OwnedFolder.NEMESIS.path(clusters);
                yield LocalWorld.closedByCaller(path, spec, true, Optional.empty());
            }
            case CONTAINERS -> Worlds.launch(on, spec);
        };
    }
}
