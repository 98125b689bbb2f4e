package dev.raftbeat.cli;

import dev.raftbeat.scenario.Scenario;

/** Scenario files for commands that simulate one of their clusters. */
final class ScenarioFile {
    private ScenarioFile() {}

    /** @throws Trouble when it cannot be read, or is no scenario */
    static Scenario read(String file) {
        return RunCommand.read(file, file);
    }

    /** @throws Trouble when it is no seed */
    static void requireSeed(Long seed) {
        if (seed != null && (seed < 0 || seed >= 1L << 53)) {
            throw Trouble.usage("--seed takes a whole number below 2^53, not " + seed);
        }
    }
}
