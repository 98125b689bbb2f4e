package dev.raftbeat.fault;

import dev.raftbeat.protocol.WorldFact;
import java.util.List;

/**
 * What a line does to the state, and what is owed because of it: the facts first, in order, then the steps.
 *
 * @param facts the {@code FaultBegan} of the line itself, then {@code FaultEnded} for each fault that it ends, and
 *     {@code FaultNarrowed} for each that it makes smaller
 * @param steps in order; one that fails must not keep the next from being taken
 */
record Transition(FaultState state, List<WorldFact> facts, List<InjectorStep> steps) {
    Transition {
        facts = List.copyOf(facts);
        steps = List.copyOf(steps);
    }
}
