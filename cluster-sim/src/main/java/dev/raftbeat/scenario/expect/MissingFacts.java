package dev.raftbeat.scenario.expect;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must have happened and was not heard of: facts that a slow reader lost, and the last facts of a killed node that
 * died with it, of which a message that somebody received gives proof.
 */
public final class MissingFacts {
    /** @param seq the place of the last fact */
    private record Place(int boot, long seq) {
        static final Place NONE = new Place(0, 0);
    }

    private final SortedMap<NodeId, Place> heard = new TreeMap<>();
    private final SortedMap<NodeId, FactId> owed = new TreeMap<>();
    private long lost;

    public void hear(StampedFact fact) {
        if (fact.fact() instanceof FactsLost some) {
            lost += some.count();
        }
        heard.put(fact.node(), new Place(fact.boot(), fact.seq()));
        FactId due = owed.get(fact.node());
        if (due != null && fact.boot() == due.boot() && fact.seq() >= due.seq()) {
            owed.remove(fact.node());
        }
        if (fact.fact() instanceof MessageDelivered delivered) {
            refer(delivered.id());
        }
    }

    private void refer(FactId id) {
        Place place = heard.getOrDefault(id.node(), Place.NONE);
        if (place.boot < id.boot() || place.boot == id.boot() && place.seq < id.seq()) {
            owed.put(id.node(), id);
        }
    }

    void turnPage() {
        lost = 0;
        owed.clear();
    }

    public boolean owesNothing() {
        return owed.isEmpty();
    }

    /** @param routineMatter whether routine facts matter, which alone are lost by slow readers */
    String doubt(boolean routineMatter) {
        if (routineMatter && lost > 0) {
            return lost + " routine facts were lost on their way here";
        }
        return owed.isEmpty()
                ? ""
                : owed.firstKey() + " sent a message and never told of it: its last facts are missing";
    }
}
