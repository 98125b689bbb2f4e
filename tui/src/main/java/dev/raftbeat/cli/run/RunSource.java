package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.Recordings;
import dev.raftbeat.cli.option.ScenarioFile;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The RUN of a command: a recording, or a scenario that is simulated. */
final class RunSource {
    private static final long SEED = 1;

    @Parameters(index = "0", paramLabel = "RUN", description = "Recording, or scenario file to simulate.")
    private String run;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed for a scenario file (default: that of the file, or 1).")
    private Long seed;

    @Option(
            names = "--cluster",
            paramLabel = "N",
            description =
                    "Number of the cluster in a scenario file (default: all; where one fact or file is asked for, the"
                            + " first).")
    private Integer cluster;

    /** One run's facts, what to call it, and what there is to say of it. */
    record Told<S extends FactSink>(String title, List<String> notes, S facts) {}

    boolean isScenario() {
        return run.endsWith(".scenario");
    }

    String name() {
        return run;
    }

    Long seed() {
        return seed;
    }

    /**
     * Reads it, or plays it, from the beginning.
     *
     * @param one whether only one cluster of a scenario is meant
     * @param sink makes what a run is told to
     * @throws UserError when it is no run
     */
    <S extends FactSink> List<Told<S>> read(Progress progress, boolean one, Supplier<S> sink) {
        return isScenario() ? simulated(progress, one, sink) : List.of(recorded(progress, sink.get()));
    }

    /**
     * The same, of one run.
     *
     * @throws dev.raftbeat.progress.StoppedException when the work is to end before it began
     */
    <S extends FactSink> Told<S> readOne(Progress progress, Supplier<S> sink) {
        List<Told<S>> runs = read(progress, true, sink);
        if (runs.isEmpty()) {
            progress.check();
        }
        return runs.get(0);
    }

    private <S extends FactSink> Told<S> recorded(Progress progress, S sink) {
        if (seed != null || cluster != null) {
            throw UserError.usage((seed != null ? "--seed" : "--cluster") + " is for scenario files, and "
                    + PlainText.clean(run) + " is none: their names end in .scenario");
        }
        try {
            var recording = Recordings.open(run).watchedBy(progress);
            return new Told<>(recording.name(), recording.tellTo(sink).sentences(), sink);
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    /** The scenario and the cluster of it that is meant; the first where none was named. */
    Trial trial(Scenario scenario) {
        int clusters = scenario.trials().size();
        if (cluster != null && (cluster < 1 || cluster > clusters)) {
            throw UserError.usage("--cluster takes a number from 1 to " + clusters + " here, not " + cluster);
        }
        return scenario.trials().get(cluster == null ? 0 : cluster - 1);
    }

    private <S extends FactSink> List<Told<S>> simulated(Progress progress, boolean one, Supplier<S> sink) {
        Scenario scenario = ScenarioFile.read(run);
        int only = one || cluster != null ? scenario.trials().indexOf(trial(scenario)) + 1 : 0;
        List<Told<S>> runs = new ArrayList<>();
        ScenarioRunner.Listener listener = new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario file, Trial trial, int number, long chosen) {
                if (only != 0 && only != number) {
                    return fact -> {};
                }
                S facts = sink.get();
                runs.add(new Told<>("seed " + chosen + ": " + file.file() + ": " + trial.text(), List.of(), facts));
                return facts;
            }
        };
        Object ignored = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                .within(progress, scenario)
                .run(scenario, seed == null ? OptionalLong.empty() : OptionalLong.of(seed), SEED, listener);
        return runs;
    }
}
