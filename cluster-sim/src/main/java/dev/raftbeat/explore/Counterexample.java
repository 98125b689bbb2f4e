package dev.raftbeat.explore;

import dev.raftbeat.check.Violation;
import java.util.List;

/**
 * A shortest way to something broken, replayed on real cores behind real drivers.
 *
 * @param claim what is broken
 * @param steps what happens, step by step, in sentences
 * @param violations what the checks of facts found in the same run, with no knowledge of the exploration
 * @param scenario the same as a scenario, as far as its language can say it
 * @param repeats whether that scenario, played in virtual time on nodes as wrong as these, breaks the same claim
 */
public record Counterexample(
        Claim claim, List<String> steps, List<Violation> violations, String scenario, boolean repeats) {
    public Counterexample {
        steps = List.copyOf(steps);
        violations = List.copyOf(violations);
    }
}
