package dev.raftbeat.cli.lab;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.TokenOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.monitor.MonitorOptions;
import dev.raftbeat.lab.monitor.Worker;
import dev.raftbeat.lab.monitor.WorkerOptions;
import dev.raftbeat.text.Amounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat worker}: beats to a monitor. */
@Command(
        name = "worker",
        description = "Run a worker that sends heartbeats to a monitor. Runs until stopped.",
        footer = {
            "",
            "raftbeat worker --monitor http://127.0.0.1:8000 --id w1",
            "raftbeat worker --monitor http://127.0.0.1:8000,http://127.0.0.1:8001 --id w2 \\",
            "  --max-interval 4s --port 9002 --release 1.4.2 --shards a,b --drain 10s"
        })
public final class WorkerCommand implements Callable<Integer> {

    @Option(
            names = "--monitor",
            required = true,
            split = ",",
            paramLabel = "URL",
            description = "URLs of monitors. Heartbeats go to the first that answers.")
    private List<String> monitors;

    @Option(names = "--id", paramLabel = "NAME", description = "Name of the worker (default worker-PID).")
    private String id = "worker-" + ProcessHandle.current().pid();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Heartbeat interval (default ${DEFAULT-VALUE}).")
    private TypedTime interval;

    @Option(
            names = "--max-interval",
            paramLabel = "TIME",
            description = "Heartbeat interval while nothing changes (default: the same).")
    private TypedTime longest;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port on loopback for /livez and /readyz; 0 lets the system choose.")
    private Integer port;

    @Option(names = "--drain", paramLabel = "TIME", description = "Report \"draining\" for this time before it stops.")
    private TypedTime drain;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder for its generation count (default .raftbeat/worker-NAME).")
    private Path dir;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with the token that the monitors ask for.")
    private Path token;

    @Mixin
    private CardOptions card;

    @Option(names = "--for", paramLabel = "TIME", description = "Stop after this time.")
    private TypedTime duration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        WorkerOptions options = options();
        long drainNanos = drain == null ? 0 : drain.nanos();
        try (LineLog log = new LineLog(spec.commandLine().getOut());
                Worker worker = new Worker(options, log)) {
            String answers = worker.port().isPresent()
                    ? ", answers probes on port " + worker.port().getAsInt()
                    : "";
            log.accept(options.id() + ", generation " + worker.generation() + ", beats every "
                    + Amounts.time(options.intervalNanos()) + " to "
                    + options.monitors().get(0) + answers);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker, drainNanos), "end"));
            log.whenLost(worker::close);
            endAfter(worker);
            worker.run();
        } catch (IOException | Worker.Superseded e) {
            throw UserError.environment(e.getMessage());
        }
        return ExitCodes.VALID;
    }

    private void endAfter(Worker worker) {
        if (duration != null) {
            long nanos = duration.nanos();
            Thread clock = new Thread(() -> pause(nanos, worker), "clock");
            clock.setDaemon(true);
            clock.start();
        }
    }

    private static void end(Worker worker, long drainNanos) {
        if (drainNanos > 0) {
            worker.drain();
        }
        pause(drainNanos, worker);
    }

    private static void pause(long nanos, Worker worker) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        worker.close();
    }

    private WorkerOptions options() {
        Optional<String> secret = TokenOption.read(token);
        if (!id.matches("[A-Za-z0-9._@-]{1,64}")) {
            throw UserError.usage(
                    "--id takes 1 to 64 letters, digits, dots, underscores, hyphens or @, not \"" + id + "\"");
        }
        if (port != null && (port < 0 || port > 65_535)) {
            throw UserError.usage("--port takes a port from 0 to 65535, not " + port);
        }
        long nanos = interval.nanos();
        try {
            return new WorkerOptions(
                    id,
                    monitors.stream().map(MonitorOptions::url).toList(),
                    nanos,
                    longest == null ? nanos : longest.nanos(),
                    dir != null ? dir : Path.of(".raftbeat", "worker-" + id),
                    port == null ? OptionalInt.empty() : OptionalInt.of(port),
                    secret,
                    card.card());
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    /** What a worker tells of itself. */
    static final class CardOptions {
        @Option(names = "--release", paramLabel = "TEXT", description = "Version to report.")
        private String version;

        @Option(names = "--build", paramLabel = "TEXT", description = "Build to report.")
        private String build;

        @Option(names = "--term", paramLabel = "N", description = "Term to report.")
        private Long term;

        @Option(names = "--shards", split = ",", paramLabel = "NAME", description = "Shards to report as owned.")
        private List<String> shards = List.of();

        @Option(
                names = "--cpu",
                paramLabel = "SHARE",
                description = "Share of processors in use to report, such as 0.4 (default: measured).")
        private Double cpu;

        @Option(
                names = "--memory",
                paramLabel = "SHARE",
                description = "Share of memory in use to report (default: that of its heap).")
        private Double memory;

        @Option(names = "--request-rate", paramLabel = "N", description = "Requests a second to report.")
        private Double rate;

        @Option(
                names = "--overload",
                paramLabel = "SHARE",
                defaultValue = "" + MonitorRules.OVERLOAD,
                description = "Share of processors or memory at which it is not ready (default ${DEFAULT-VALUE}).")
        private double overload;

        private WorkerOptions.Card card() {
            return new WorkerOptions.Card(
                    Optional.ofNullable(version),
                    Optional.ofNullable(build),
                    term == null ? OptionalLong.empty() : OptionalLong.of(term),
                    shards,
                    new Load(some("--cpu", cpu), some("--memory", memory), some("--request-rate", rate)),
                    overload);
        }

        private static OptionalDouble some(String option, Double value) {
            if (value != null && !(value >= 0 && value <= Double.MAX_VALUE)) {
                throw UserError.usage(option + " takes a finite number of 0 or more, not " + value);
            }
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }
}
