package dev.raftbeat.world.sentence;

import static dev.raftbeat.world.PlainText.clean;
import static dev.raftbeat.world.PlainText.duration;
import static dev.raftbeat.world.sentence.Sentences.Line.detail;
import static dev.raftbeat.world.sentence.Sentences.Line.headline;

import dev.raftbeat.protocol.FactVisitor;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StoreFact.LeaseRanOut;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.world.sentence.Sentences.Line;
import java.util.Optional;

/** What is said of a store and of those who write to it: of many writes of one kind in a row, only the first. */
abstract class StoreSentences implements FactVisitor<Optional<Line>> {
    final Sentences memory;
    final NodeId node;

    StoreSentences(Sentences memory, NodeId node) {
        this.memory = memory;
        this.node = node;
    }

    static Optional<Line> nothing() {
        return Optional.empty();
    }

    @Override
    public Optional<Line> storeOpened(StoreOpened fact) {
        String held = fact.writer()
                .map(writer -> ", and holds what " + writer + " wrote in term " + fact.term())
                .orElse("");
        return headline("a store is open, guarded so: " + clean(fact.guard()) + held);
    }

    @Override
    public Optional<Line> writeSent(WriteSent fact) {
        return nothing();
    }

    @Override
    public Optional<Line> leaseRanOut(LeaseRanOut fact) {
        return headline(node + " leads term " + fact.term() + " as far as it knows, and writes no more: its lease of "
                + duration(fact.leaseNanos()) + " runs out by its own clock");
    }

    @Override
    public Optional<Line> writeLanded(WriteLanded fact) {
        if (fact.term() < fact.highest()) {
            return once(
                    "stale " + fact.writer() + " " + fact.term() + " " + fact.highest(),
                    headline("a stale write landed: " + fact.writer() + "'s, of term " + fact.term()
                            + ", over what was written in term " + fact.highest()));
        }
        return fact.term() > fact.highest()
                ? detail(fact.writer() + " writes to the store, in term " + fact.term())
                : nothing();
    }

    @Override
    public Optional<Line> writeRefused(WriteRefused fact) {
        String why = switch (fact.reason()) {
            case STALE_TOKEN -> "one of term " + fact.highest() + " has been here";
            case TOKEN_OF_ANOTHER -> "another wrote with that very token";
            case OUT_OF_ORDER -> "a later one of its own has been here";
        };
        return once(
                "refused " + fact.writer() + " " + fact.term() + " " + fact.reason(),
                headline("the store refused " + fact.writer() + "'s write of term " + fact.term() + ": " + why));
    }

    private Optional<Line> once(String what, Optional<Line> line) {
        return memory.isNew(what) ? line : nothing();
    }
}
