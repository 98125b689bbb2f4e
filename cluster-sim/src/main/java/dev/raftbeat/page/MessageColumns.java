package dev.raftbeat.page;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.PlainText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The messages of a run: from whom, to whom, when, and what became of them. In the order in which they were told. */
final class MessageColumns {
    /** Never told. */
    private static final long UNKNOWN = -1;

    private final PageFold run;
    private final LongColumn sent;
    private final LongColumn ends;
    private final LongColumn kinds;
    private final LongColumn took;
    /** 0 for one that arrived; else the place of the reason, from 1. */
    private final LongColumn losses;
    /** Which messages ended, in the order in which that was told. */
    private final LongColumn ended;

    private final TextColumn<String> names;
    private final Map<String, Long> kindPlaces = new HashMap<>();
    private final Map<FactId, Under> underWay = new HashMap<>();

    /** A message under way: which one it is, and when it was sent. */
    private record Under(long count, long micros) {}

    MessageColumns(PageFold run) {
        this.run = run;
        sent = new LongColumn(run);
        ends = new LongColumn(run);
        kinds = new LongColumn(run);
        took = new LongColumn(run);
        losses = new LongColumn(run);
        ended = new LongColumn(run);
        names = new TextColumn<>(run);
    }

    void hear(StampedFact fact) {
        if (fact.fact() instanceof MessageSent message) {
            underWay.put(fact.id(), new Under(sent.count(), run.newest()));
            sent.addTime(run.newest());
            ends.add(run.place(fact.node()) * 16 + run.place(message.to()));
            kinds.add(kind(message.kind()));
            took.add(UNKNOWN);
            losses.add(0);
        } else if (fact.fact() instanceof MessageDelivered delivered) {
            end(delivered.id(), 0);
        } else if (fact.fact() instanceof MessageLost lost) {
            end(lost.id(), lost.reason().ordinal() + 1L);
        }
    }

    private void end(FactId message, long loss) {
        Under under = underWay.remove(message);
        if (under != null) {
            took.set(sent.held(under.count), run.newest() - under.micros);
            losses.set(sent.held(under.count), loss);
            ended.add(under.count);
        }
    }

    private long kind(String kind) {
        return kindPlaces.computeIfAbsent(kind, name -> {
            names.add(PlainText.message(name));
            return names.count() - 1;
        });
    }

    int size() {
        return sent.size();
    }

    /** When the first that is held was sent. */
    long firstMicros() {
        return sent.size() > 0 ? sent.get(0) : run.newest();
    }

    /** Forgets what was sent before the first so many facts had come. */
    void forget(long fact) {
        int first = sent.after(fact);
        List.of(sent, ends, kinds, took, losses).forEach(column -> column.forget(first));
        ended.forget(ended.after(fact));
        underWay.values().removeIf(under -> sent.held(under.count) < 0);
    }

    /** Those that were sent since that fact, and under "late" what has become since of those sent before. */
    Map<String, Object> since(long fact) {
        int first = sent.after(fact);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("t", sent.from(first));
        all.put("ends", ends.from(first));
        all.put("kind", kinds.from(first));
        all.put("took", took.from(first));
        all.put("loss", losses.from(first));
        all.put("kinds", names.since(fact));
        return all;
    }

    /** Why messages are lost, in words; a loss is a place among them, from 1. */
    static List<String> losses() {
        return Arrays.stream(LossReason.values()).map(PlainText::because).toList();
    }

    /** What has become since that fact of messages that were sent before: how far back each is, its time, its loss. */
    Map<String, Object> late(long fact) {
        int first = sent.after(fact);
        int[] places = Arrays.stream(ended.since(fact))
                .mapToInt(sent::held)
                .filter(place -> place >= 0 && place < first)
                .toArray();
        return PageParts.group(Map.of(
                "back", IntStream.of(places).map(place -> first - place).toArray(),
                "took", IntStream.of(places).mapToLong(took::get).toArray(),
                "loss", IntStream.of(places).mapToLong(losses::get).toArray()));
    }
}
