package dev.raftbeat.fault.execution;

import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.List;
import java.util.Optional;

/**
 * What a line asks for, and the steps that it takes.
 *
 * @param state what everybody is to obey from now on; all that the line asks for is pending in it
 * @param began tells of the line; empty when no line was given
 * @param own the steps of the line, in order
 * @param again the steps of earlier lines that were not obeyed, in order
 */
record Transition(FaultState state, Optional<FaultBegan> began, List<InjectorStep> own, List<InjectorStep> again) {
    Transition {
        own = List.copyOf(own);
        again = List.copyOf(again);
    }
}
