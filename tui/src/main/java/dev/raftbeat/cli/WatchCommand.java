package dev.raftbeat.cli;

import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.plain.PlainWatch;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat watch}: the terminal UI on a cluster that runs already. */
@Command(name = "watch", description = "Show a running cluster; it goes on when the screen is left.")
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Mixin
    private ScreenOptions screen;

    @Option(names = "--plain", description = "Tell it in lines, for a pipe, a log or a screen reader.")
    private boolean plain;

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 30s; only in lines.")
    private String duration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OptionalLong forNanos =
                duration == null ? OptionalLong.empty() : OptionalLong.of(Times.nanos("--for", duration));
        try (LocalWorld world = LocalWorld.watching(directory.cluster())) {
            if (plain || duration != null || !screen.hasScreen()) {
                new PlainWatch(world, spec.commandLine().getOut(), forNanos).watch();
                return ExitCodes.VALID;
            }
            return screen.show(world);
        }
    }
}
