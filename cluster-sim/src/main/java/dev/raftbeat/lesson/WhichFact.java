package dev.raftbeat.lesson;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;

/**
 * Which fact of a run is explained.
 *
 * @param first the first of its kind in the run, not the last
 * @param name of the fact; empty for whichever tells most: a leader, else a candidate, else one who stepped down
 */
public record WhichFact(boolean first, Optional<String> name) {
    private static final List<Class<? extends Fact>> TELLING =
            List.of(BecameLeader.class, BecameCandidate.class, SteppedDown.class);

    /** The fact among these; empty when there is none. */
    Optional<StampedFact> in(List<StampedFact> run) {
        if (name.isPresent()) {
            return pick(run.stream()
                    .filter(fact -> fact.fact().name().equals(name.get()))
                    .toList());
        }
        for (Class<? extends Fact> kind : TELLING) {
            Optional<StampedFact> found = pick(
                    run.stream().filter(fact -> kind.isInstance(fact.fact())).toList());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<StampedFact> pick(List<StampedFact> those) {
        return those.isEmpty() ? Optional.empty() : Optional.of(those.get(first ? 0 : those.size() - 1));
    }
}
