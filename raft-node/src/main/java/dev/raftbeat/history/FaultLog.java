package dev.raftbeat.history;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every line of a run with what it did from when to when: a fold of its own, for those who ask what was so earlier. It
 * keeps them all. The world's facts must come in their order.
 */
public final class FaultLog {
    private final List<FaultSpan> spans = new ArrayList<>();
    /** The places of those that go on, by their numbers. */
    private final Map<Long, Integer> open = new LinkedHashMap<>();

    public void hear(StampedFact stamped) {
        if (stamped.fact() instanceof FaultBegan began) {
            if (!began.lasts() || open.putIfAbsent(began.fault(), spans.size()) == null) {
                spans.add(FaultSpan.of(stamped));
            }
        } else if (stamped.fact() instanceof FaultNarrowed narrowed) {
            narrow(narrowed, stamped.tNanos());
        } else if (stamped.fact() instanceof FaultEnded ended) {
            Integer place = open.remove(ended.fault());
            if (place != null) {
                spans.set(place, spans.get(place).endedAt(stamped.tNanos()));
            }
        }
    }

    /** The same is told, too, of one that others than before obey. */
    private void narrow(FaultNarrowed narrowed, long tNanos) {
        Integer place = open.get(narrowed.fault());
        FaultSpan before = place == null ? null : spans.get(place);
        FaultSpan left = before == null ? null : before.left(narrowed);
        if (left != null && !left.equals(before)) {
            spans.set(place, left);
            spans.add(before.without(left).endedAt(tNanos));
        }
    }

    /**
     * In the order in which they began. What was taken out of one before it ended is a span of its own, behind it; the
     * first span of a line is the one that lasted longest.
     */
    public List<FaultSpan> spans() {
        return Collections.unmodifiableList(spans);
    }
}
