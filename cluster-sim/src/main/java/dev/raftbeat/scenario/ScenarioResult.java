package dev.raftbeat.scenario;

import dev.raftbeat.check.Verdict;
import java.util.List;

/**
 * What became of a scenario.
 *
 * @param world the word for where it was run: {@code sim}, {@code local}
 * @param trials one for each of its clusters
 */
public record ScenarioResult(Scenario scenario, String world, List<TrialResult> trials) {
    public ScenarioResult {
        trials = List.copyOf(trials);
    }

    /** Violated outranks unknown, unknown outranks valid. */
    public Verdict verdict() {
        return trials.stream().map(TrialResult::verdict).reduce(Verdict::and).orElse(Verdict.UNKNOWN);
    }

    /** The same once every block says what its run said. */
    public Verdict verdictBesideBlocks() {
        return trials.stream()
                .map(TrialResult::verdictBesideBlocks)
                .reduce(Verdict::and)
                .orElse(Verdict.UNKNOWN);
    }

    /** The command that runs it again: the same run in virtual time, the same draws in real time. */
    public String replay(long seed) {
        String on = world.equals("sim") ? "" : " --on " + world;
        String file = scenario.file().matches("[\\w./+-]+") ? scenario.file() : "'" + scenario.file() + "'";
        return "raftbeat run " + file + on + " --seed " + seed;
    }
}
