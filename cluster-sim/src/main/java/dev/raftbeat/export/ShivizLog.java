package dev.raftbeat.export;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.spacetime.Arrow;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentences;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A run as a log with vector clocks, as ShiViz reads it: two lines that say how to read it, then two lines an event. Each
 * notable fact is an event, and each message; heartbeats and their answers are none, but what they carry counts: whatever
 * a node may have learnt from them comes before what it does next.
 */
public final class ShivizLog implements FactSink {
    private static final String FORM = "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)";
    private static final String SEVERAL = "=== (?<trace>.*) ===";

    /** Messages under way at once that are remembered: more are there only when their ends were never told. */
    private static final int UNDER_WAY_MAX = 50_000;

    private final Consumer<String> text;
    private final TimeRange range;
    private final Map<NodeId, Map<NodeId, Long>> clocks = new TreeMap<>();
    /** What is known with a message, or with a fact of the world. */
    private final Map<FactId, Map<NodeId, Long>> carried = new LinkedHashMap<>();

    private long zeroNanos = Long.MIN_VALUE;

    /** One run, in an execution of its own that bears this name if there are several. */
    private ShivizLog(Consumer<String> text, TimeRange range) {
        this.text = text;
        this.range = range;
    }

    /**
     * The log of one run.
     *
     * @return to be told its facts in the order of time
     */
    public static ShivizLog of(Consumer<String> text, TimeRange range) {
        text.accept(FORM + "\n\n");
        return new ShivizLog(text, range);
    }

    /** The log of several runs, each with its name; the names differ. */
    public static void of(Consumer<String> text, Map<String, Iterable<StampedFact>> runs) {
        text.accept(FORM + "\n" + SEVERAL + "\n");
        runs.forEach((name, facts) -> {
            text.accept("=== " + CleanText.line(name) + " ===\n");
            TimeOrder order = new TimeOrder(new ShivizLog(text, TimeRange.ALL));
            facts.forEach(order::tell);
            order.end();
        });
    }

    @Override
    public void tell(StampedFact stamped) {
        zeroNanos = zeroNanos == Long.MIN_VALUE ? stamped.tNanos() : zeroNanos;
        Map<NodeId, Long> clock = clocks.computeIfAbsent(stamped.node(), ignored -> new TreeMap<>());
        cause(stamped).ifPresent(cause -> learn(clock, cause));
        Optional<String> event = range.holds(stamped.tNanos()) ? event(stamped) : Optional.empty();
        event.ifPresent(words -> {
            clock.merge(stamped.node(), 1L, Long::sum);
            text.accept(stamped.node() + " " + json(clock) + "\n" + Amounts.moment(stamped.tNanos() - zeroNanos) + " "
                    + CleanText.line(words) + "\n");
        });
        boolean goesOn = stamped.fact() instanceof MessageSent || stamped.fact() instanceof WriteSent;
        if (goesOn || stamped.node().equals(NodeId.WORLD)) {
            remember(stamped.id(), clock);
        } else if (stamped.fact() instanceof MessageLost lost) {
            carried.remove(lost.id());
        }
    }

    private void learn(Map<NodeId, Long> clock, FactId cause) {
        carried.getOrDefault(cause, Collections.emptyMap())
                .forEach((node, count) -> clock.merge(node, count, Math::max));
        if (cause.node().isMember()) {
            // A message arrives once, or its copies where it has been already.
            carried.remove(cause);
        }
    }

    /** What another node did that led to it; its own facts come in their order anyway. A lost message carries nothing. */
    private static Optional<FactId> cause(StampedFact stamped) {
        if (stamped.fact() instanceof MessageDelivered delivered) {
            return Optional.of(delivered.id());
        }
        return stamped.fact() instanceof MessageLost
                ? Optional.empty()
                : stamped.cause().filter(cause -> !cause.node().equals(stamped.node()));
    }

    private void remember(FactId id, Map<NodeId, Long> clock) {
        carried.put(id, new TreeMap<>(clock));
        if (carried.size() > UNDER_WAY_MAX) {
            Iterator<FactId> oldest = carried.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static Optional<String> event(StampedFact stamped) {
        if (stamped.fact() instanceof MessageSent sent) {
            return message(sent.kind(), "sends", "to " + sent.to(), sent.term());
        } else if (stamped.fact() instanceof MessageDelivered delivered) {
            return message(delivered.kind(), "hears", "from " + delivered.from(), delivered.term());
        } else if (stamped.fact() instanceof MessageLost lost) {
            return message(lost.kind(), "loses", "from " + lost.from() + " to " + lost.to(), lost.term())
                    .map(words -> words + ": " + PlainText.because(lost.reason()));
        }
        return stamped.fact().routine() ? Optional.empty() : Optional.of(Sentences.of(stamped));
    }

    private static Optional<String> message(String kind, String does, String whom, long term) {
        return Arrow.Purpose.of(kind).isRoutine()
                ? Optional.empty()
                : Optional.of(does + " " + PlainText.message(kind) + " " + whom + ", term " + term);
    }

    private static String json(Map<NodeId, Long> clock) {
        return clock.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
