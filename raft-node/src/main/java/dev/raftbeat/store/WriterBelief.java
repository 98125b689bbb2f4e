package dev.raftbeat.store;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a node believes to lead, from what one life of it has told: nothing counts that is not durable yet. */
public final class WriterBelief implements FactListener, FactSink {
    private OptionalLong term = OptionalLong.empty();
    private Optional<FactId> elected = Optional.empty();
    private final Writer writer;
    private FactId now;

    /** @param writer is told when its node hands leadership over */
    public WriterBelief(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void tell(StampedFact fact) {
        if (fact.fact() instanceof BecameLeader
                || fact.fact() instanceof SteppedDown
                || fact.fact() instanceof TransferBegan) {
            now = fact.id();
            fact.fact().accept(this);
        }
    }

    /** The term that it believes to lead; empty when it does not. */
    public OptionalLong term() {
        return term;
    }

    /** The fact that made it a leader last, from which its writes follow. */
    public Optional<FactId> elected() {
        return elected;
    }

    @Override
    public void on(BecameLeader fact) {
        term = OptionalLong.of(fact.term());
        elected = Optional.of(now);
    }

    @Override
    public void on(SteppedDown fact) {
        term = OptionalLong.empty();
    }

    @Override
    public void on(TransferBegan fact) {
        writer.handOver();
    }
}
