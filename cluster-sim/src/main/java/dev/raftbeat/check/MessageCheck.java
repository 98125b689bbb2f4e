package dev.raftbeat.check;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;

/**
 * A check of what comes of each message. A message is past, and whatever did not come of it by then never will, once
 * something has come of a later one.
 */
abstract class MessageCheck extends Check {
    private final Turns turns;

    /** @param turns shared with others, which then must hear each fact together with this one, or its own */
    MessageCheck(String id, String title, String sentence, Turns turns) {
        super(id, title, sentence);
        this.turns = turns;
    }

    /** Called when a message reaches a node. */
    void arrived(Arrival arrival) {}

    /**
     * Called for each fact that came of a message, in order.
     *
     * @param lane what the node was before this fact
     */
    void came(Lane lane, Arrival arrival, StampedFact fact) {}

    /** Called for every fact, whatever it came of. */
    void told() {}

    /**
     * Called once all that came of a message was heard.
     *
     * @param lane what the node was when something came of a later message
     */
    void past(Lane lane, Arrival arrival) {}

    /**
     * Called for a message whose outcome will never be known, since some of what was told was not heard; what the node
     * was before is then what it last was known to be.
     */
    void lost(Arrival arrival) {}

    @Override
    final void heardOf(NodeId node) {
        StampedFact fact = now();
        turns.hear(fact, hearingOfTeller());
        for (int i = 0; i < turns.lost.size(); i++) {
            lost(turns.lost.get(i));
        }
        for (int i = 0; i < turns.past.size(); i++) {
            past(turns.lane, turns.past.get(i));
        }
        Arrival arrival = turns.arrival;
        if (arrival != null && arrival.fact == fact) {
            arrived(arrival);
        } else if (arrival != null) {
            came(turns.lane, arrival, fact);
        }
        told();
    }
}
