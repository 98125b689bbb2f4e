package dev.raftbeat.world;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import java.util.Optional;

/** What is known of the store beside a cluster: what it holds, and what became of the writes to it. Mutable. */
public final class StoreTally {
    private boolean heard;
    private Optional<NodeId> writer = Optional.empty();
    private long term;
    private long landed;
    private long stale;
    private long refused;

    public void hear(StampedFact stamped) {
        if (stamped.fact() instanceof WriteLanded fact) {
            heard = true;
            writer = Optional.of(fact.writer());
            term = fact.term();
            landed++;
            stale += fact.term() < fact.highest() ? 1 : 0;
        } else if (stamped.fact() instanceof WriteRefused) {
            heard = true;
            refused++;
        } else if (stamped.fact() instanceof StoreOpened fact) {
            heard = true;
            writer = fact.writer();
            term = fact.term();
        }
    }

    /** In a few words; empty where there is no store. {@code store n2 t3: 57 landed, 3 stale}. */
    public String words() {
        if (!heard) {
            return "";
        }
        String held = writer.map(node -> " " + node + " t" + term).orElse("");
        String bad = (stale == 0 ? "" : ", " + stale + " stale") + (refused == 0 ? "" : ", " + refused + " refused");
        return "store" + held + ": " + landed + " landed" + bad;
    }
}
