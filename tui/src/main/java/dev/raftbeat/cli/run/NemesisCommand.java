package dev.raftbeat.cli.run;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.judge.LampTable;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.RecordOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.Extent;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.random.FaultKind;
import dev.raftbeat.random.Nemesis;
import dev.raftbeat.random.NemesisReport;
import dev.raftbeat.random.NemesisResult;
import dev.raftbeat.record.RunWriter;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat nemesis}: random faults on a cluster of its own, then the judgement. */
@Command(
        name = "nemesis",
        description = "Break a new cluster with random faults, in storms and calms, and judge all its facts.",
        footer = {
            "",
            "In a storm anything may happen, and safety must hold. Each calm heals everything, and demands one leader "
                    + "that all follow within ten greatest election timeouts and for four.",
            "",
            "Examples:",
            "  raftbeat nemesis --time-limit 2m",
            "  raftbeat nemesis --on sim --time-limit 1h --seed 7",
            "  raftbeat nemesis --on containers --time-limit 10m --mix kill,pause,packets,unplug --record",
            "  raftbeat nemesis --kills 1000",
            "  raftbeat nemesis --rolling --nodes 5",
            "",
            "docs/NEMESIS.md says what each kind of fault does."
        })
public final class NemesisCommand implements Callable<Integer> {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    @Mixin
    private NemesisOptions options;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "Time during which storms begin, such as 10m, on the world's clock (default 1m).")
    private TypedTime limit;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description =
                    "Number of kills instead of storms, each at a random moment or during an election (only on local).")
    private Integer kills;

    @Option(
            names = "--rolling",
            arity = "0..1",
            fallbackValue = "leader-last",
            paramLabel = "ORDER",
            description =
                    "Restart each node in turn instead: stopped as planned, started again, and waited for until all follow"
                            + " one leader. ORDER is leader-last or in-order (leader-last if it does not say).")
    private String rolling;

    @Option(names = "--kill", description = "Kill nodes instead of stopping them (with --rolling), for comparison.")
    private boolean kill;

    @Mixin
    private RecordOption record;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            hidden = true,
            description = "Wrong rule for the nodes, from a jar on the class path (with --kills).")
    private String variant;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;
    private Nemesis nemesis;

    @Override
    public Integer call() throws Exception {
        out = output.people();
        WorldSpec wanted = options.spec();
        if (kills != null && rolling != null) {
            throw UserError.usage("--kills and --rolling are two ways to end nodes: give one of them");
        }
        if (kills != null) {
            refuseNonsense();
            return new KillRun(spec, output, Optional.ofNullable(variant)).run(wanted, kills);
        }
        if (rolling != null) {
            refuseWithRolling();
            return new RollingRun(spec, output, options).run(wanted, RollingRun.plan(rolling, kill));
        }
        if (kill) {
            throw UserError.usage("--kill goes with --rolling; --mix kill draws kills alone");
        }
        if (variant != null) {
            throw UserError.usage("--variant goes with --kills; wrong rules are hunted by raftbeat zoo");
        }
        long nanos = limit == null ? MINUTE_NANOS : limit.nanos();
        Set<FaultKind> mix = options.mix();
        out.println("seed " + wanted.seed() + ": " + wanted.nodes() + " nodes on " + options.on() + ", "
                + PlainText.duration(nanos) + " of "
                + mix.stream().map(FaultKind::word).collect(Collectors.joining(", ")));
        out.flush();
        try {
            return storm(wanted, mix, nanos);
        } catch (IOException e) {
            throw UserError.environment("the run cannot be written down: " + e.getMessage());
        }
    }

    private void refuseNonsense() {
        if (kills < 1) {
            throw UserError.usage("--kills takes a number from 1 up, not " + kills);
        }
        if (options.kind() != WorldKind.LOCAL
                || limit != null
                || record.directory().isPresent()) {
            throw UserError.usage("--kills is about processes on this machine, and goes without --on, --time-limit and "
                    + "--record");
        }
    }

    private void refuseWithRolling() {
        if (limit != null || variant != null || record.directory().isPresent() || options.hasMix()) {
            throw UserError.usage(
                    "--rolling restarts every node once, and goes without --time-limit, --mix, --record and "
                            + "--variant");
        }
    }

    private int storm(WorldSpec wanted, Set<FaultKind> mix, long nanos) throws IOException {
        Optional<Path> store = record.directory();
        Optional<RunWriter> writer = store.isEmpty()
                ? Optional.empty()
                : Optional.of(RunWriter.create(store.get(), "nemesis", Instant.now()));
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("seconds", nanos / 1e9);
            nemesis = new Nemesis(wanted, mix, new Telling(writer, work.progress()));
            work.progress().whenStopped(nemesis::stop);
            NemesisResult result = nemesis.run(options.launch(wanted), nanos);
            NemesisReport.lines(result).forEach(output.text()::println);
            if (writer.isPresent()) {
                writer.get().file(RunWriter.SCENARIO, result.scenario());
                writer.get().finish(NemesisReport.values(result, about(wanted)));
                out.println("recorded in " + writer.get().folder());
            }
            output.text().println(result.verdict());
            Table<Judge.Lamp> checks = LampTable.of(result.lamps());
            Map<String, Object> document = NemesisReport.values(result, about(wanted));
            document.put("checks", checks.maps());
            return output.tell(work, document, checks, ExitCodes.of(result.verdict()));
        }
    }

    private Map<String, Object> about(WorldSpec wanted) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("scenario", "nemesis");
        about.put("world", options.on());
        about.put("seed", wanted.seed());
        return about;
    }

    private final class Telling implements Nemesis.Listener {
        private final Optional<RunWriter> writer;
        private final Progress progress;
        private long calms;

        Telling(Optional<RunWriter> writer, Progress progress) {
            this.writer = writer;
            this.progress = progress;
        }

        @Override
        public void passed(long nanos) {
            progress.reach(nanos / 1e9);
        }

        @Override
        public void fact(StampedFact fact) {
            writer.ifPresent(to -> to.tell(fact));
        }

        @Override
        public void launched(String title) {
            out.println(title);
            out.flush();
        }

        @Override
        public void applied(String line, World.Outcome outcome) {
            if (outcome.extent() == Extent.PART) {
                out.println("trouble: " + line + ": " + outcome.sentence());
            }
        }

        @Override
        public void calm(NemesisResult.Calm calm, long faults) {
            calms++;
            if (!calm.met() || calms % 10 == 0) {
                out.println("calm " + calms + ", after " + faults + " faults: "
                        + (calm.met() ? "one leader after " + PlainText.duration(calm.agreedNanos()) : "no leader"));
                if (out.checkError()) {
                    // Nobody would learn what the next storms find.
                    nemesis.stop();
                }
            }
        }
    }
}
