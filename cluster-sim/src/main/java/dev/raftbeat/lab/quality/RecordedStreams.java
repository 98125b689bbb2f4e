package dev.raftbeat.lab.quality;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the heartbeats of a recorded run apart into streams: one for each follower and each term of a leader that it
 * heard. The truth comes from the same facts: when each heartbeat was sent, when the leader's process ended, when the
 * follower was paused. A stream ends with the last heartbeat of its term, so that a silence which ended in another
 * leader's term is neither a mistake nor a detection, unless the leader was killed.
 *
 * <p>However long the run was, at most {@value #STREAMS_MAX} streams are kept, and {@value #BEATS_MAX} heartbeats of all,
 * or as many as there is memory for.
 */
public final class RecordedStreams implements FactListener, FactSink {
    private static final String HEARTBEAT = "AppendEntries";

    static final int STREAMS_MAX = 10_000;
    static final int BEATS_MAX = 5_000_000;

    /** How many heartbeats may be under way, far more than queues and networks hold. */
    static final int UNDERWAY_MAX = 100_000;

    /** How many leaders of a term, each on the way to one follower, are counted for: far more than there are at a time. */
    private static final int COUNTS_MAX = 10_000;

    private final Map<String, HeartbeatStream> streams = new LinkedHashMap<>();
    private final Map<String, NodeId> leaders = new HashMap<>();
    private final Map<String, Long> counts = new Newest<>(COUNTS_MAX);
    private final Map<FactId, Sent> underway = new Newest<>(UNDERWAY_MAX);
    private final Map<NodeId, Sent> lastDelivered = new HashMap<>();
    private final Map<NodeId, Long> frozenSince = new HashMap<>();
    private final Map<NodeId, String> open = new HashMap<>();
    private final History history = new History();
    private StampedFact now;
    private int beats;
    private final int most = Math.min(BEATS_MAX, HeartbeatStream.mostBeats());
    private long leftOut;

    /** A table that forgets what was used the longest ago. */
    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private final int max;

        Newest(int max) {
            super(16, 0.75f, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
        }
    }

    private record Sent(long tNanos, long number, NodeId from, long term) {}

    @Override
    public void tell(StampedFact stamped) {
        now = stamped;
        history.hear(stamped);
        if (stamped.fact() instanceof WorldFact) {
            noteFrozen();
        }
        stamped.fact().accept(this);
    }

    /** A node that stood still goes on, or the other way round. */
    private void noteFrozen() {
        for (int place = 0; place < history.size(); place++) {
            NodeId node = history.name(place);
            if (history.isFrozen(place)) {
                frozenSince.putIfAbsent(node, now.tNanos());
            } else {
                Long since = frozenSince.remove(node);
                if (since != null && open.containsKey(node)) {
                    streams.get(open.get(node)).stall(since, now.tNanos());
                }
            }
        }
    }

    /** The streams of at least this many heartbeats, in the order in which they began. */
    public List<HeartbeatStream> streams(int beatsMin) {
        return streams.values().stream()
                .filter(stream -> stream.size() >= beatsMin)
                .toList();
    }

    /** How many heartbeats were heard that are in no stream, because there are too many of either. */
    public long leftOut() {
        return leftOut;
    }

    @Override
    public void on(Booted fact) {
        open.remove(now.node());
    }

    @Override
    public void on(MessageSent fact) {
        if (fact.kind().equals(HEARTBEAT)) {
            long number = counts.merge(now.node() + " " + fact.to() + " " + fact.term(), 1L, Long::sum);
            underway.put(now.id(), new Sent(now.tNanos(), number, now.node(), fact.term()));
        }
    }

    @Override
    public void on(MessageDelivered fact) {
        if (fact.copy() == 0 && fact.kind().equals(HEARTBEAT)) {
            Sent sent = underway.remove(fact.id());
            if (sent != null) {
                lastDelivered.put(now.node(), sent);
            }
        }
    }

    @Override
    public void on(MessageLost fact) {
        Sent sent = underway.remove(fact.id());
        HeartbeatStream stream = sent == null ? null : streams.get(String.valueOf(open.get(fact.to())));
        if (stream != null && leaders.get(open.get(fact.to())).equals(sent.from())) {
            stream.lose();
        }
    }

    @Override
    public void on(HeartbeatHeard fact) {
        Sent sent = lastDelivered.remove(now.node());
        if (sent == null || !sent.from().equals(fact.leader()) || sent.term() != fact.term()) {
            // Its sending was not recorded, so that neither its number nor its age is known.
            return;
        }
        String key = now.node() + " " + now.boot() + " hears " + fact.leader() + " in term " + fact.term();
        if (beats == most || streams.size() == STREAMS_MAX && !streams.containsKey(key)) {
            leftOut++;
            open.remove(now.node());
            return;
        }
        beats++;
        HeartbeatStream stream =
                streams.computeIfAbsent(key, name -> new HeartbeatStream(name, interval(fact.leader())));
        leaders.put(key, fact.leader());
        open.put(now.node(), key);
        stream.arrival(sent.tNanos(), now.tNanos(), sent.number());
    }

    private long interval(NodeId leader) {
        int place = history.place(leader);
        Settings settings = place < 0 ? null : history.settings(place);
        return (settings == null ? Pace.LAN.settings() : settings).heartbeatNanos();
    }

    @Override
    public void on(ProcessEnded fact) {
        open.remove(fact.target());
        open.forEach((follower, key) -> {
            if (leaders.get(key).equals(fact.target())) {
                streams.get(key).crash(now.tNanos());
            }
        });
        open.values().removeIf(key -> leaders.get(key).equals(fact.target()));
    }
}
