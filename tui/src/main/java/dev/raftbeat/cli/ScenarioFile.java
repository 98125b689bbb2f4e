package dev.raftbeat.cli;

import dev.raftbeat.scenario.Scenario;

/** Scenario files for commands that simulate one of their clusters. */
final class ScenarioFile {
    private ScenarioFile() {}

    /** @throws Trouble when it cannot be read, or is no scenario */
    static Scenario read(String file) {
        return RunCommand.read(file, file);
    }
}
