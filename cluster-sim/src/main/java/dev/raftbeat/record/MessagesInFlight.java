package dev.raftbeat.record;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.InFlight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which messages of a recorded run were under way when: from the word of their sending to that of their end. */
final class MessagesInFlight extends FactFold<Void> {
    /** Looked for no further back: what takes longer has ended untold. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    private final List<StampedFact> facts;
    /** For each fact that tells of a sending, the place of the one that tells of its end; -1 for none. */
    private final int[] ends;

    private final Map<FactId, Integer> open = new HashMap<>();
    private int place;

    MessagesInFlight(List<StampedFact> facts) {
        this.facts = facts;
        ends = new int[facts.size()];
        Arrays.fill(ends, -1);
        for (place = 0; place < ends.length; place++) {
            facts.get(place).fact().accept(this);
        }
        open.clear();
    }

    /** @param shown how many facts have been told */
    List<InFlight> at(int shown, long nowNanos) {
        List<InFlight> all = new ArrayList<>();
        for (int i = shown - 1; i >= 0 && nowNanos - facts.get(i).tNanos() < LONGEST_NANOS; i--) {
            if (ends[i] >= shown && facts.get(i).fact() instanceof MessageSent sent) {
                StampedFact from = facts.get(i);
                Link link = new Link(from.node(), sent.to());
                long due = facts.get(ends[i]).tNanos();
                all.add(new InFlight(from.id(), 0, link, sent.kind(), sent.term(), from.tNanos(), due));
            }
        }
        all.sort(Comparator.comparingLong(InFlight::dueNanos).thenComparing(InFlight::link));
        return all;
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    @Override
    public Void messageSent(MessageSent fact) {
        open.put(facts.get(place).id(), place);
        return null;
    }

    @Override
    public Void messageDelivered(MessageDelivered fact) {
        return ended(fact.id());
    }

    @Override
    public Void messageLost(MessageLost fact) {
        return ended(fact.id());
    }

    private Void ended(FactId id) {
        Integer sent = open.remove(id);
        if (sent != null) {
            ends[sent] = place;
        }
        return null;
    }
}
