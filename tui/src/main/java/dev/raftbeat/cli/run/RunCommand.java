package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.RecordOption;
import dev.raftbeat.cli.option.TimingNotes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.cli.option.Worlds;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.history.LateTimers;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.scenario.Recorder;
import dev.raftbeat.scenario.ResultLines;
import dev.raftbeat.scenario.Rewriting;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.SeedSurvey;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.scenario.TrialResult;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.world.sentence.BusyMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat run}: scenarios. */
@Command(
        name = "run",
        description = "Play scenarios: start a cluster, break it line by line, and judge the expectations.",
        footer = {"", "docs/SCENARIOS.md explains the language."})
public final class RunCommand implements Callable<Integer> {

    /** Where a scenario is played. */
    enum Where {
        sim,
        local,
        containers
    }

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenario files.")
    private List<String> files;

    @Option(
            names = "--on",
            paramLabel = "WORLD",
            defaultValue = "sim",
            description =
                    "sim (virtual time), local (processes on this machine) or containers (default ${DEFAULT-VALUE}).")
    private Where on;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed of all clusters (default: that of the file, or drawn).")
    private Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Number of seeds to play each file under, from --seed (or 1) on. Only on sim.")
    private Long seeds;

    @Mixin
    private RecordOption record;

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            description =
                    "Pace instead of that of the files: lan, containers or class (default: what the cluster line of the file"
                            + " says, lan where it says nothing). Times in E change with it.")
    private Pace pace;

    @Option(
            names = "--rewrite",
            description =
                    "Let the blocks of sentences in the files say what the runs say; on sim, with the files' seeds.")
    private boolean rewrite;

    @Mixin
    private VariantOption variant;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;
    private TimingNotes notes;
    private int clusters;
    private LongWork work;
    private final RunRows rows = new RunRows();

    @Override
    public Integer call() {
        out = output.people();
        notes = new TimingNotes(spec.commandLine().getErr());
        refuseNonsense();
        // All files are read before anything is run: a slip in the last one is told at once.
        List<Scenario> scenarios = new ArrayList<>();
        for (String file : files) {
            Scenario scenario = read(file, file);
            scenarios.add(pace == null ? scenario : scenario.atPace(pace));
        }
        ScenarioRunner runner = new ScenarioRunner(on.name(), this::launch);
        try (LongWork longWork = new LongWork(spec)) {
            work = longWork;
            Verdict all = Verdict.VALID;
            for (Scenario scenario : scenarios) {
                if (work.partial().isEmpty()) {
                    all = all.and(seeds != null ? survey(runner, scenario) : play(runner, scenario));
                }
            }
            return output.tell(work, rows.document(on.name(), all), rows.table(), ExitCodes.of(all));
        }
    }

    private void refuseNonsense() {
        if (seeds != null && (seeds < 1 || seeds > 1_000_000)) {
            throw UserError.usage("--seeds takes a number from 1 to 1000000, not " + seeds);
        }
        if (on != Where.sim && (seeds != null || rewrite)) {
            throw UserError.usage((rewrite ? "--rewrite" : "--seeds") + " needs virtual time: --on sim");
        }
        if (on != Where.sim && variant.name().isPresent()) {
            throw UserError.usage("--variant is about simulated nodes: --on sim");
        }
        variant.onSim();
        if (rewrite && (seed != null || seeds != null)) {
            throw UserError.usage("--rewrite takes the seeds of the files, and no other");
        }
        if (rewrite && pace != null) {
            throw UserError.usage("--rewrite takes the pace of the files, and no other");
        }
        if (seeds != null && record.directory().isPresent()) {
            throw UserError.usage("--record writes down single runs, not --seeds of them");
        }
    }

    /**
     * Reads a scenario.
     *
     * @param called what it is called in messages
     * @throws UserError when it cannot be read or is none
     */
    public static Scenario read(String file, String called) {
        try (InputStream in = RegularFile.stream(Path.of(file), "a scenario")) {
            return ScenarioParser.parse(called, in.readNBytes(ScenarioParser.BYTES_MAX + 1));
        } catch (ScenarioSyntaxException e) {
            throw UserError.usage(e.getMessage());
        } catch (UnusableFileException e) {
            throw UserError.usage(PlainText.path(e.of(called)));
        } catch (IOException | InvalidPathException e) {
            throw UserError.usage(PlainText.path(called) + " cannot be read: there is no such file");
        }
    }

    private World launch(WorldSpec wanted) {
        if (on == Where.sim) {
            return new SimWorld(SimOptions.of(wanted).withVariant(variant.onSim()));
        }
        if (on == Where.containers) {
            return Worlds.launch(Worlds.CONTAINERS, wanted);
        }
        clusters++;
        Path path = OwnedFolder.RUN.path(clusters);
        return LocalWorld.closedByCaller(path, wanted, false, Optional.empty());
    }

    private Verdict play(ScenarioRunner runner, Scenario scenario) {
        long drawn = new SecureRandom().nextLong() >>> 11;
        Optional<Recorder> recorder = record.directory().map(store -> new Recorder(store, on.name(), wrong()));
        try {
            Progress progress = work.progress();
            ScenarioResult result =
                    runner.within(progress, scenario).run(scenario, asked(), drawn, new Telling(scenario, recorder));
            recorder.ifPresent(wrote -> wrote.written().forEach(folder -> out.println("recorded in " + folder)));
            if (progress.isStopped()) {
                return result.verdict();
            }
            if (rewrite) {
                rewrite(result);
                return result.verdictBesideBlocks();
            }
            if (result.verdict() != Verdict.VALID) {
                result.trials().stream()
                        .filter(trial -> trial.verdict() == result.verdict())
                        .findFirst()
                        .ifPresent(trial -> out.println("again: " + result.replay(trial.seed()) + wrong()));
            }
            return result.verdict();
        } catch (UncheckedIOException e) {
            throw UserError.environment(
                    "the run cannot be written down: " + e.getCause().getMessage());
        }
    }

    /** What the command that repeats a run has to say of wrong nodes. */
    private String wrong() {
        return variant.name().map(name -> " --variant " + name).orElse("");
    }

    private OptionalLong asked() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    private void rewrite(ScenarioResult result) {
        Scenario scenario = result.scenario();
        String text = Rewriting.of(result);
        if (text.equals(scenario.text())) {
            out.println(scenario.file() + ": every block says what its run says");
            return;
        }
        try {
            WholeFile.write(Path.of(scenario.file()), text, "a scenario");
            out.println(scenario.file() + ": rewritten");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
    }

    private Verdict survey(ScenarioRunner runner, Scenario scenario) {
        work.progress().begin("runs", seeds);
        SeedSurvey survey =
                SeedSurvey.of(runner, scenario, seed == null ? 1 : seed, seeds, noting(scenario), work.progress());
        survey.results().forEach(result -> rows.add(result));
        out.println(scenario.file());
        survey.lines().forEach(output.text()::println);
        survey.firstOther()
                .ifPresent(result -> out.println(
                        "again: " + result.replay(result.trials().get(0).seed()) + wrong()));
        return survey.verdict();
    }

    private ScenarioRunner.Listener noting(Scenario scenario) {
        return new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario begun, Trial trial, int number, long chosen) {
                note(scenario, trial);
                return fact -> {};
            }

            @Override
            public void timing(ScenarioStep step, List<String> said) {
                notes.tell(scenario.file() + ":" + step.line(), said);
            }
        };
    }

    private void note(Scenario scenario, Trial trial) {
        notes.tell(scenario.file() + ":" + trial.line(), trial.settings(), trial.nodes());
    }

    /** The seed first, then what became of each line. */
    private final class Telling implements ScenarioRunner.Listener {
        private final Scenario scenario;
        private final Optional<Recorder> recorder;
        private Judge liveness = new Judge(Liveness.all());
        private LateTimers timers = new LateTimers();

        Telling(Scenario scenario, Optional<Recorder> recorder) {
            this.scenario = scenario;
            this.recorder = recorder;
        }

        @Override
        public void timing(ScenarioStep step, List<String> said) {
            noting(scenario).timing(step, said);
        }

        @Override
        public FactSink begins(Scenario begun, Trial trial, int number, long chosen) {
            note(scenario, trial);
            out.println("seed " + chosen + ": " + scenario.file() + ": " + trial.text());
            out.flush();
            liveness = new Judge(Liveness.all());
            FactSink recording = recorder.map(to -> to.begins(scenario, trial, number, chosen))
                    .orElse(fact -> {});
            timers = new LateTimers();
            Judge judge = liveness;
            LateTimers late = timers;
            return fact -> {
                recording.tell(fact);
                judge.hear(fact);
                late.hear(fact);
            };
        }

        @Override
        public void ended(Scenario played, TrialResult result, int number) {
            recorder.ifPresent(to -> to.ended(played, result, number));
            rows.add(played, result, number);
            if (!rewrite) {
                ResultLines.of(result).forEach(output.text()::println);
                liveness.endOfRun(result.endNanos());
                ResultLines.liveness(liveness.lamps()).forEach(output.text()::println);
                BusyMachine.warning(timers.whole()).ifPresent(output.text()::println);
                out.println(
                        work.partial().isEmpty()
                                ? ResultLines.word(result.verdict())
                                : "interrupted; only the lines above were judged");
            }
        }
    }
}
