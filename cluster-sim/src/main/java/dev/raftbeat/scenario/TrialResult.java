package dev.raftbeat.scenario;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one cluster of a scenario.
 *
 * @param trial as it was written
 * @param findings one for each line that could fail, in their order, then one for each broken invariant
 * @param lamps what every invariant says of the run
 * @param blocks what the run said where blocks of sentences stand, by the line of the first {@code ----}
 * @param leaderSeen whether a quorum ever followed anybody
 * @param endNanos when it was over, on the clock that its facts are stamped by
 */
public record TrialResult(
        Trial trial,
        long seed,
        List<Finding> findings,
        List<Judge.Lamp> lamps,
        SortedMap<Integer, List<String>> blocks,
        boolean leaderSeen,
        long endNanos) {
    public TrialResult {
        findings = List.copyOf(findings);
        lamps = List.copyOf(lamps);
        blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
    }

    /**
     * Violated outranks unknown. An invariant that had nothing to judge, as that on restarts in a run without one, makes
     * no run unknown; a run of which nothing was expected and in which nobody led is.
     */
    public Verdict verdict() {
        Verdict otherwise = leaderSeen ? Verdict.VALID : Verdict.UNKNOWN;
        return findings.stream().map(Finding::verdict).reduce(Verdict::and).orElse(otherwise);
    }

    /** The same without what was found of the blocks. */
    Verdict verdictBesideBlocks() {
        Verdict otherwise = leaderSeen || !blocks.isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
        return findings.stream()
                .filter(finding -> !blocks.containsKey(finding.line()))
                .map(Finding::verdict)
                .reduce(Verdict::and)
                .orElse(otherwise);
    }
}
