package dev.raftbeat.page;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The messages of a run: from whom, to whom, when, and what became of them. */
final class MessageColumns {
    /** Never told. */
    private static final long UNKNOWN = -1;

    private final PageFold run;
    private final LongColumn sent = new LongColumn();
    private final LongColumn ends = new LongColumn();
    private final LongColumn kinds = new LongColumn();
    private final LongColumn took = new LongColumn();
    /** 0 for one that arrived; else the place of the reason, from 1. */
    private final LongColumn losses = new LongColumn();

    private final List<String> names = new ArrayList<>();
    private final Map<FactId, Integer> underWay = new HashMap<>();

    MessageColumns(PageFold run) {
        this.run = run;
    }

    void hear(StampedFact fact) {
        if (fact.fact() instanceof MessageSent message) {
            underWay.put(fact.id(), sent.size());
            sent.add(run.micros(fact.tNanos()));
            ends.add(run.place(fact.node()) * 16 + run.place(message.to()));
            kinds.add(kind(message.kind()));
            took.add(UNKNOWN);
            losses.add(0);
        } else if (fact.fact() instanceof MessageDelivered delivered) {
            end(delivered.id(), fact.tNanos(), 0);
        } else if (fact.fact() instanceof MessageLost lost) {
            end(lost.id(), fact.tNanos(), lost.reason().ordinal() + 1L);
        }
    }

    private void end(FactId message, long nanos, long loss) {
        Integer place = underWay.remove(message);
        if (place != null) {
            took.set(place, Math.max(0, run.micros(nanos) - sent.get(place)));
            losses.set(place, loss);
        }
    }

    private long kind(String kind) {
        int place = names.indexOf(kind);
        if (place < 0) {
            names.add(kind);
        }
        return place < 0 ? names.size() - 1L : place;
    }

    /** In the order in which they were sent, whoever sent them. */
    Map<String, Object> columns() {
        long[] at = sent.values();
        int[] order = IntStream.range(0, at.length)
                .boxed()
                .sorted(Comparator.comparingLong(place -> at[place]))
                .mapToInt(Integer::intValue)
                .toArray();
        LongColumn times = new LongColumn();
        Arrays.stream(order).forEach(place -> times.addTime(at[place]));
        return Map.of(
                "t", times.values(),
                "ends", sorted(ends, order),
                "kind", sorted(kinds, order),
                "took", sorted(took, order),
                "loss", sorted(losses, order),
                "kinds", names.stream().map(PlainText::message).toList(),
                "losses",
                        Arrays.stream(LossReason.values())
                                .map(PlainText::because)
                                .toList());
    }

    private static long[] sorted(LongColumn column, int[] order) {
        long[] values = column.values();
        return Arrays.stream(order).mapToLong(place -> values[place]).toArray();
    }
}
