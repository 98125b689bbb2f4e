package dev.raftbeat.check;

import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/**
 * A check of what comes of each message. A message is past, and whatever did not come of it by then never will, once
 * something has come of a later one.
 */
abstract class MessageCheck extends Check {
    private final Turns turns;
    private final MessageChecks alone;

    /** @param turns shared with others, which then must hear each fact together with this one, or its own */
    MessageCheck(String id, String title, String sentence, Turns turns) {
        super(id, title, sentence);
        this.turns = turns;
        alone = new MessageChecks(List.of(this));
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

    final Turns turns() {
        return turns;
    }

    /** For one that hears by itself; a {@link Judge} tells all that share turns at once. */
    @Override
    final void heardOf() {
        turns.hear(now(), tellerPlace(), hearingOfTeller());
        alone.tell(turns, now());
    }
}
