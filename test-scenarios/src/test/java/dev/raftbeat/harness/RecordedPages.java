package dev.raftbeat.harness;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.Recorder;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Runs on the simulator that are recorded, with their pages, for tests that open these in a browser. */
final class RecordedPages {
    private RecordedPages() {}

    /** Plays a scenario, which must not break anything, and answers the folder of its recording. */
    static Path of(String text, Path store) {
        try {
            Scenario scenario = ScenarioParser.parse("played.scenario", text);
            Recorder recorder = new Recorder(store, "sim", "");
            Verdict verdict = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                    .run(scenario, OptionalLong.empty(), 3, recorder)
                    .verdict();
            if (verdict == Verdict.VIOLATED) {
                throw new IllegalStateException("violated");
            }
            return recorder.written().get(0);
        } catch (ScenarioSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
