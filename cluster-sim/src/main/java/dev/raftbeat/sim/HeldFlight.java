package dev.raftbeat.sim;

import dev.raftbeat.drive.Gate;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import java.util.Optional;

/** A message, or a copy of one, that its receiver's rules hold back. */
final class HeldFlight extends ProcessEvent {
    final Gate.Held<Flight> held;

    HeldFlight(SimProcess life, Gate.Held<Flight> held) {
        super(life);
        this.held = held;
    }

    @Override
    void arrive() {
        life.gate().release(held);
    }

    /** Loses it by hand, which its receiver does not come to know. */
    void drop(FactId fault) {
        life.gate().forget(held);
        if (held.copy() == 0) {
            held.arrival().lose(LossReason.LOSS, Optional.of(fault));
        }
    }
}
