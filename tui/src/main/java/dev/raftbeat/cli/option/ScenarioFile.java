package dev.raftbeat.cli.option;

import dev.raftbeat.cli.run.RunCommand;
import dev.raftbeat.scenario.Scenario;

/** Scenario files for commands that simulate one of their clusters. */
public final class ScenarioFile {
    private ScenarioFile() {}

    /** @throws UserError when it cannot be read, or is no scenario */
    public static Scenario read(String file) {
        return RunCommand.read(file, file);
    }
}
