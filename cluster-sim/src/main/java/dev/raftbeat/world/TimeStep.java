package dev.raftbeat.world;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;

/** How far one step through time goes, in either direction. */
public enum TimeStep {
    /** To the next fact, whatever it is. */
    FACT,
    /** To the next message that is delivered, or lost. */
    MESSAGE,
    /** To the next fact that is not routine. */
    NOTABLE,
    /** To the next {@code BecameCandidate}. */
    ELECTION;

    /** Whether such a step ends at this fact. */
    public boolean isAt(Fact fact) {
        return switch (this) {
            case FACT -> true;
            case MESSAGE -> fact instanceof MessageDelivered || fact instanceof MessageLost;
            case NOTABLE -> !fact.routine();
            case ELECTION -> fact instanceof BecameCandidate;
        };
    }
}
