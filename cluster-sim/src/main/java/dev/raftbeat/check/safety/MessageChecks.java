package dev.raftbeat.check.safety;

import dev.raftbeat.check.HandledFacts;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/** Checks of what comes of messages that share their {@link MessageEffects}, each told only what it has a method for. */
public final class MessageChecks {
    private final MessageCheck[] arrived;
    private final MessageCheck[] came;
    private final MessageCheck[] past;
    private final MessageCheck[] lost;
    private final MessageCheck[] told;

    public MessageChecks(List<MessageCheck> all) {
        arrived = with(all, "arrived", Arrival.class);
        came = with(all, "came", NodeEffects.class, Arrival.class, StampedFact.class);
        past = with(all, "past", NodeEffects.class, Arrival.class);
        lost = with(all, "lost", Arrival.class);
        told = with(all, "told");
    }

    private static MessageCheck[] with(List<MessageCheck> all, String method, Class<?>... parameters) {
        return all.stream()
                .filter(check -> HandledFacts.overrides(check.getClass(), MessageCheck.class, method, parameters))
                .toArray(MessageCheck[]::new);
    }

    /** Tells what the fact that is being heard means, once the turns have taken it in. */
    public void tell(MessageEffects turns, StampedFact fact) {
        for (int i = 0; i < turns.lost.size(); i++) {
            for (MessageCheck check : lost) {
                check.lost(turns.lost.get(i));
            }
        }
        for (int i = 0; i < turns.past.size(); i++) {
            Arrival one = turns.past.get(i);
            for (MessageCheck check : past) {
                check.past(turns.lane, one);
            }
        }
        Arrival arrival = turns.arrival;
        if (arrival != null && arrival.fact == fact) {
            for (MessageCheck check : arrived) {
                check.arrived(arrival);
            }
        } else if (arrival != null) {
            for (MessageCheck check : came) {
                check.came(turns.lane, arrival, fact);
            }
        }
        for (MessageCheck check : told) {
            check.told();
        }
    }
}
