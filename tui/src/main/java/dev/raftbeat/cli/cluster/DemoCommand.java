package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.ClusterOptions;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.KeptRecording;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.RecordOption;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.StoreOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.WebOption;
import dev.raftbeat.cli.option.Worlds;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.plain.PlainDemo;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
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

    @Mixin
    private RecordOption record;

    @Mixin
    private WebOption web;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        screen.checkCast(true);
        WorldSpec wanted = store.over(options.spec(Pace.CLASS));
        Optional<WatchedRecording> recording =
                record.directory().map(to -> new WatchedRecording(to, "demo", on, wanted.seed()));
        int code = !plain && duration == null && screen.hasScreen() ? show(wanted, recording) : tell(wanted, recording);
        recording.flatMap(WatchedRecording::written).ifPresent(folder -> {
            spec.commandLine().getOut().println("recorded in " + folder);
            spec.commandLine().getOut().flush();
        });
        return code;
    }

    /** A signal does not end the screen by itself; the cluster and its recording are ended beside it. */
    private int show(WorldSpec wanted, Optional<WatchedRecording> recording) {
        recording.ifPresent(
                open -> Runtime.getRuntime().addShutdownHook(new Thread(open::close, "end of the recording")));
        PrintWriter out = spec.commandLine().getOut();
        try (WebOption.Page page = web.open(out);
                World world = launch(wanted, LocalWorld::owning);
                WebOption.Page ignored = page.show(world)) {
            recording.ifPresent(world::observe);
            page.words().ifPresent(screen::say);
            return screen.show(world, Rights.OWNS, out);
        } finally {
            recording.ifPresent(WatchedRecording::close);
        }
    }

    private int tell(WorldSpec wanted, Optional<WatchedRecording> recording) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (LongWork work = LongWork.told(spec)) {
            int code;
            try (WebOption.Page page = web.open(out);
                    World world = launch(wanted, LocalWorld::closedByCaller);
                    WebOption.Page ignored = page.show(world)) {
                recording.ifPresent(world::observe);
                out.println("seed " + wanted.seed());
                PlainDemo demo = new PlainDemo(world, wanted.settings(), out, TypedTime.nanos(duration));
                work.progress().whenStopped(demo::stop);
                code = screen.record(world, () -> ExitCodes.of(demo.play()));
            } finally {
                recording.ifPresent(WatchedRecording::close);
            }
            return work.exit(code);
        }
    }

    /** How a cluster of processes is made. */
    private interface Launch {
        World launch(Path path, WorldSpec spec, boolean record, Optional<String> variant);
    }

    private World launch(WorldSpec wanted, Launch local) {
        if (!on.equals(Worlds.LOCAL)) {
            return Worlds.launch(on, wanted);
        }
        Path path = directory != null ? directory : OwnedFolder.DEMO.path();
        LocalCluster.keepOfEnded(
                path,
                new KeptRecording(
                        Path.of("store"),
                        path,
                        new Progress(),
                        spec.commandLine().getOut()));
        return local.launch(path, wanted, record.directory().isPresent(), Optional.empty());
    }
}
