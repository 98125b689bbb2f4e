package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/**
 * A check of what comes of each message. A message is past, and whatever did not come of it by then never will, once
 * something has come of a later one.
 */
public abstract class MessageCheck extends Check {
    private final MessageEffects turns;
    private MessageChecks alone;

    /** @param turns shared with others, which then must hear each fact together with this one, or its own */
    protected MessageCheck(String id, String title, String sentence, MessageEffects turns) {
        super(id, title, sentence);
        this.turns = turns;
    }

    /** Called when a message reaches a node. */
    protected void arrived(Arrival arrival) {}

    /**
     * Called for each fact that came of a message, in order.
     *
     * @param lane what the node was before this fact
     */
    protected void came(NodeEffects lane, Arrival arrival, StampedFact fact) {}

    /** Called for every fact, whatever it came of. */
    protected void told() {}

    /**
     * Called once all that came of a message was heard.
     *
     * @param lane what the node was when something came of a later message
     */
    protected void past(NodeEffects lane, Arrival arrival) {}

    /**
     * Called for a message whose outcome will never be known, since some of what was told was not heard; what the node
     * was before is then what it last was known to be.
     */
    protected void lost(Arrival arrival) {}

    public final MessageEffects turns() {
        return turns;
    }

    /** For one that hears by itself; a {@link Judge} tells all that share turns at once. */
    @Override
    public final void heardOf() {
        turns.hear(now(), tellerPlace(), hearingOfTeller());
        if (alone == null) {
            alone = new MessageChecks(List.of(this));
        }
        alone.tell(turns, now());
    }
}
