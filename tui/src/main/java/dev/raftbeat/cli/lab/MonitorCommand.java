package dev.raftbeat.cli.lab;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.Percent;
import dev.raftbeat.cli.option.TokenOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.ProbeRules;
import dev.raftbeat.lab.monitor.Monitor;
import dev.raftbeat.lab.monitor.MonitorOptions;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.text.Amounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat monitor}: takes heartbeats over HTTP and tells who is alive. */
@Command(
        name = "monitor",
        description = "Run a monitor: take heartbeats over HTTP and tell who is alive. Runs until stopped.",
        footer = {
            "",
            "raftbeat monitor --timeout 5s",
            "raftbeat worker --monitor http://127.0.0.1:8000 --id w1",
            "curl -d '{\"node_id\": \"w2\", \"ts\": 1732.5}' http://127.0.0.1:8000/heartbeat",
            "curl http://127.0.0.1:8000/status",
            "raftbeat watch http://127.0.0.1:8000"
        })
public final class MonitorCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port; 0 lets the system choose (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Other than loopback needs --insecure-network and --token-file.")
    private String host;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "Silence after which a worker is dead (default ${DEFAULT-VALUE}).")
    private TypedTime timeout;

    @Option(
            names = "--detector",
            paramLabel = "DETECTOR",
            defaultValue = "phi 8",
            description = "Detector that suspects a worker before its timeout, such as \"missed 3\", \"chen 1s\" or"
                    + " \"phi 8 hysteresis 3\" (default \"phi 8\").")
    private String detector;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Heartbeat interval of workers that do not send theirs (default ${DEFAULT-VALUE}).")
    private TypedTime interval;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "URL",
            description = "URLs of other monitors to share knowledge with.")
    private List<String> peers = List.of();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder for what it knows (default .raftbeat/monitor-PORT).")
    private Path dir;

    @Option(
            names = "--overload",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Share of processors or memory at which a worker is overloaded (default ${DEFAULT-VALUE}).")
    private double overload;

    @Option(
            names = "--hold-when",
            paramLabel = "PERCENT",
            converter = OrNever.class,
            defaultValue = "75%",
            description = {
                "Share of workers whose silence at the same time is taken for network trouble (default ${DEFAULT-VALUE}).",
                "No worker is declared dead meanwhile, for ten timeouts at most. \"never\" turns this off."
            })
    private Percent holdWhen;

    @Option(
            names = "--on-change",
            paramLabel = "COMMAND",
            description = "Shell command to run on changes. It reads one JSON object per change from stdin.")
    private String command;

    @Option(
            names = "--on-change-url",
            paramLabel = "URL",
            description = "URL to POST changes to, as {\"changes\": [...]}.")
    private String hookUrl;

    @Mixin
    private BoundOptions bounds;

    @Mixin
    private ProbeOptions probe;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token that every request must carry (Authorization: Bearer TOKEN).")
    private Path token;

    @Option(
            names = "--allow-host",
            split = ",",
            paramLabel = "NAME",
            description = "Host names that requests may use, besides its address.")
    private List<String> hosts = List.of();

    @Option(
            names = "--insecure-network",
            description = "Allow an address other than loopback. The token travels in clear text.")
    private boolean insecureNetwork;

    @Option(
            names = "--allow-faults",
            description = "Take lines such as \"cut w1\" that break what workers send (POST /v1/faults).")
    private boolean allowFaults;

    @Option(names = "--for", paramLabel = "TIME", description = "Stop after this time.")
    private TypedTime duration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        MonitorOptions options = options();
        LongRun run = new LongRun();
        try (LineLog log = new LineLog(out);
                Monitor monitor = new Monitor(options, log)) {
            String url = "http://" + new HostPort(host, monitor.address().getPort());
            log.accept("monitor on " + url + ": suspects by " + options.rules().detector() + ", dead after "
                    + Amounts.time(options.rules().timeoutNanos()) + "; watch it with: raftbeat watch " + url);
            log.whenLost(run::end);
            run.until(duration, monitor::close);
        } catch (IOException e) {
            throw UserError.environment(e.getMessage());
        }
        return ExitCodes.VALID;
    }

    private MonitorOptions options() {
        Optional<String> secret = TokenOption.read(token);
        try {
            MonitorRules rules = new MonitorRules(
                    Detectors.parse(detector),
                    timeout.nanos(),
                    interval.nanos(),
                    overload,
                    bounds.bounds(),
                    probe.rules(),
                    holdShare());
            return new MonitorOptions(
                    new HostPort(host, port),
                    rules,
                    peers.stream().map(MonitorOptions::url).toList(),
                    directory(),
                    probe.wanted(),
                    new MonitorOptions.Guard(secret, insecureNetwork, hosts),
                    new MonitorOptions.Hook(Optional.ofNullable(command), hook()),
                    allowFaults);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private Optional<URI> hook() {
        if (hookUrl == null) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(hookUrl);
            if (List.of("http", "https").contains(url.getScheme()) && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // Told below, like an address of another kind.
        }
        throw UserError.usage("--on-change-url takes an http or https address, not \"" + hookUrl + "\"");
    }

    private double holdShare() {
        boolean never = holdWhen.text().equals(OrNever.NEVER);
        if (!never && holdWhen.value() == 0) {
            throw UserError.usage("--hold-when takes a percentage above 0, or never, not \"" + holdWhen.text() + "\"");
        }
        return holdWhen.share("--hold-when", 100);
    }

    /** A monitor on a port of the system's choice is another one each time, and keeps nothing unless it is told where. */
    private Optional<Path> directory() {
        if (dir == null && port == 0) {
            return Optional.empty();
        }
        return Optional.of(dir != null ? dir : Path.of(".raftbeat", "monitor-" + port));
    }

    /** A percentage, or the word that turns the option off. */
    static final class OrNever implements CommandLine.ITypeConverter<Percent> {
        static final String NEVER = "never";

        @Override
        public Percent convert(String text) {
            return text.equals(NEVER) ? new Percent(0, text) : Percent.parse(text);
        }
    }

    /** How much the monitor keeps. */
    static final class BoundOptions {
        private static final int MIB_MAX = 4_096;

        @Option(
                names = "--max-workers",
                paramLabel = "N",
                defaultValue = "5000",
                description = "Largest number of workers, 1-20000 (default ${DEFAULT-VALUE}).")
        private int workers;

        @Option(
                names = "--max-per-address",
                paramLabel = "N",
                defaultValue = "1000",
                description =
                        "Number of workers that one client address may bring (default ${DEFAULT-VALUE}). All workers behind"
                                + " one NAT have one address.")
        private int perAddress;

        @Option(
                names = "--max-metadata",
                paramLabel = "MIB",
                defaultValue = "64",
                description = "Memory for the metadata of all workers, in MiB (default ${DEFAULT-VALUE}).")
        private int metadata;

        private MonitorRules.Bounds bounds() {
            if (metadata < 1 || metadata > MIB_MAX) {
                throw UserError.usage(
                        "--max-metadata takes a number of MiB from 1 to " + MIB_MAX + ", not " + metadata);
            }
            return new MonitorRules.Bounds(
                    workers, perAddress, MonitorRules.Bounds.USUAL.forgetNanos(), (long) metadata << 20);
        }
    }

    /** Asking workers for their health, in the words of Kubernetes. */
    static final class ProbeOptions {
        @Option(names = "--probe", description = "Also probe workers that send a port, at /livez and /readyz.")
        private boolean probe;

        @Option(
                names = "--period",
                paramLabel = "TIME",
                defaultValue = "10s",
                description = "Time between probes (default ${DEFAULT-VALUE}).")
        private TypedTime period;

        @Option(
                names = "--probe-timeout",
                paramLabel = "TIME",
                defaultValue = "1s",
                description = "Timeout of a probe (default ${DEFAULT-VALUE}).")
        private TypedTime timeout;

        @Option(
                names = "--initial-delay",
                paramLabel = "TIME",
                description = "Delay before the first probe of a new worker (default: none).")
        private TypedTime delay;

        @Option(
                names = "--success-threshold",
                paramLabel = "N",
                defaultValue = "1",
                description = "Successes in a row that count as success after a failure (default ${DEFAULT-VALUE}).")
        private int successes;

        @Option(
                names = "--failure-threshold",
                paramLabel = "N",
                defaultValue = "3",
                description = "Failures in a row that count as failure after a success (default ${DEFAULT-VALUE}).")
        private int failures;

        private boolean wanted() {
            return probe;
        }

        private ProbeRules rules() {
            return new ProbeRules(
                    period.nanos(), timeout.nanos(), delay == null ? 0 : delay.nanos(), successes, failures);
        }
    }
}
