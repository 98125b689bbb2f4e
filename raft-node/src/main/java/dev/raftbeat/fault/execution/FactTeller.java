package dev.raftbeat.fault.execution;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.WorldFact;
import java.util.Optional;

/** Tells a fact under the name {@code world}, and answers where it stands. */
@FunctionalInterface
public interface FactTeller {
    /** @param cause the fact of the line that led to this one, if another line did */
    FactId tell(WorldFact fact, Optional<FactId> cause);
}
