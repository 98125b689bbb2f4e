package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.ClusterOptions;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.StoreOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.Worlds;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.plain.PlainDemo;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat demo}: a cluster of one's own, to watch and to break. */
@Command(
        name = "demo",
        description = "Start a cluster of real processes and show it. Every fault is a key press away.",
        footer = {"", "Leaving it heals and ends everything that it started."})
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions options;

    @Mixin
    private StoreOption store;

    @Mixin
    private ScreenOptions screen;

    @Option(
            names = "--on",
            paramLabel = "WORLD",
            defaultValue = Worlds.LOCAL,
            description = "local (processes on this machine) or sim (virtual time) (default ${DEFAULT-VALUE}).")
    private String on;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of the cluster (default: a new one under .raftbeat).")
    private Path directory;

    @Option(names = "--plain", description = "Print the story as text lines (for pipes, logs and screen readers).")
    private boolean plain;

    @Option(names = "--for", paramLabel = "TIME", description = "Duration, such as 30s. Only with text lines.")
    private TypedTime duration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        WorldSpec wanted = store.over(options.spec(Pace.CLASS));
        OptionalLong forNanos = TypedTime.nanos(duration);
        try (World world = launch(wanted)) {
            if (!plain && duration == null && screen.hasScreen()) {
                return screen.show(world, true, spec.commandLine().getOut());
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("seed " + wanted.seed());
            return ExitCodes.of(new PlainDemo(world, wanted.settings(), out, forNanos).play());
        }
    }

    private World launch(WorldSpec wanted) {
        if (!on.equals(Worlds.LOCAL)) {
            return Worlds.launch(on, wanted);
        }
        Path path = directory != null
                ? directory
                : Path.of(".raftbeat", "demo-" + ProcessHandle.current().pid());
        return LocalWorld.owning(path, wanted, false, Optional.empty());
    }
}
