package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.TokenOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.WebOption;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.monitor.MonitorClient;
import dev.raftbeat.lab.monitor.MonitorOptions;
import dev.raftbeat.lab.monitor.MonitorSource;
import dev.raftbeat.local.EndpointWorld;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.plain.PlainWatch;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.terminal.WorkersApp;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat watch}: the terminal UI on a cluster that runs already. */
@Command(
        name = "watch",
        description = "Show a running cluster, or a monitor of workers. Both keep running when the screen is closed.",
        footer = {
            "",
            "raftbeat watch",
            "raftbeat watch --web 8080",
            "raftbeat watch http://127.0.0.1:8000",
            "raftbeat watch http://127.0.0.1:8000 http://127.0.0.1:8001",
            "raftbeat watch http://127.0.0.1:8000 --plain --for 1m"
        })
public final class WatchCommand implements Callable<Integer> {

    private static final String WATCHED = "the command line";

    @Mixin
    private DirectoryOption directory;

    @Parameters(
            arity = "0..9",
            paramLabel = "ENDPOINT",
            description = {
                "HOST:PORT: control endpoints of nodes that were started by hand; they need --token-file.",
                "http://HOST:PORT: a monitor of workers; with several, the next one is asked when one does not answer."
            })
    private List<String> endpoints = List.of();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token of the nodes, or of the monitor.")
    private Path token;

    @Mixin
    private ScreenOptions screen;

    @Option(names = "--read-only", description = "Only look: keys and lines that break or mend something are off.")
    private boolean readOnly;

    @Option(names = "--plain", description = "Print the story as text lines (for pipes, logs and screen readers).")
    private boolean plain;

    @Option(names = "--for", paramLabel = "TIME", description = "Duration, such as 30s. Only with text lines.")
    private TypedTime duration;

    @Mixin
    private WebOption web;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        boolean shown = !plain && duration == null && screen.hasScreen();
        OptionalLong forNanos = TypedTime.nanos(duration);
        if (endpoints.stream().anyMatch(endpoint -> endpoint.contains("://"))) {
            screen.checkCast(shown);
            return watchMonitor(forNanos);
        }
        screen.checkCast(true);
        PrintWriter out = spec.commandLine().getOut();
        try (WebOption.Page page = web.open(out);
                World world = world();
                WebOption.Page ignored = page.show(world)) {
            if (shown) {
                page.words().ifPresent(screen::say);
                return screen.show(world, readOnly ? Rights.LOOKS : Rights.BREAKS, out);
            }
            PlainWatch watching = new PlainWatch(world, out, forNanos);
            return screen.record(world, () -> watch(watching));
        }
    }

    private int watch(PlainWatch watching) throws InterruptedException {
        try (LongWork work = LongWork.told(spec)) {
            work.progress().whenStopped(watching::stop);
            return work.exit(ExitCodes.of(watching.watch()));
        }
    }

    private int watchMonitor(OptionalLong forNanos) throws InterruptedException {
        if (web.isGiven()) {
            throw UserError.usage("--web shows a cluster; a monitor of workers has its own /v1/status");
        }
        List<URI> monitors;
        try {
            monitors = endpoints.stream().map(MonitorOptions::url).toList();
            HostPort.requireDistinct(WATCHED, MonitorOptions.places(monitors));
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
        MonitorSource source = new MonitorSource(monitors, new MonitorClient(TokenOption.read(token)));
        if (plain || duration != null || !screen.hasScreen()) {
            new MonitorLines(source, spec.commandLine().getOut()).watch(forNanos);
            return ExitCodes.VALID;
        }
        return screen.show(
                new WorkersApp.Source() {
                    @Override
                    public MonitorReport ask() throws IOException, InterruptedException {
                        return source.ask();
                    }

                    @Override
                    public void fault(String line) throws IOException, InterruptedException {
                        source.fault(line);
                    }
                },
                readOnly);
    }

    private World world() {
        if (endpoints.isEmpty()) {
            return LocalWorld.watching(directory.cluster());
        }
        if (token == null) {
            throw UserError.usage("endpoints need --token-file, the file that the nodes were started with");
        }
        try {
            List<HostPort> nodes = endpoints.stream().map(HostPort::parse).toList();
            HostPort.requireDistinct(WATCHED, nodes);
            return new EndpointWorld(nodes, TokenOption.read(token).orElseThrow());
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }
}
