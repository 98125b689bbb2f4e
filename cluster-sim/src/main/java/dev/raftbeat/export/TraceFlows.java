package dev.raftbeat.export;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages in a Chrome trace. What a node sends at one moment is one short slice, and so is what it hears; slices of one
 * track never overlap, since the page would take a slice within another for a call.
 */
final class TraceFlows {
    /** How long a slice is, unless the next one comes sooner. */
    private static final long SLICE_NANOS = 1_000;

    /** Messages under way at once that are remembered: more are there only when their ends were never told. */
    private static final int UNDER_WAY_MAX = 50_000;

    private final TraceTracks tracks;
    private final int sends;
    private final int hears;
    private final Map<Long, Moment> moments = new TreeMap<>();
    private final Map<FactId, Long> underWay = new LinkedHashMap<>();
    private long number;

    /** What is on a track at one moment. */
    private record Moment(int pid, int tid, long tNanos, List<String> words, List<Long> flows) {}

    /** @param sends the track of a process for what it sends */
    TraceFlows(TraceTracks tracks, int sends, int hears) {
        this.tracks = tracks;
        this.sends = sends;
        this.hears = hears;
    }

    void sent(int pid, StampedFact fact, String words) {
        if (tracks.shows(fact.tNanos())) {
            number++;
            underWay.put(fact.id(), number);
            add(pid, sends, fact.tNanos(), words, number);
        }
        if (underWay.size() > UNDER_WAY_MAX) {
            Iterator<FactId> oldest = underWay.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void heard(int pid, StampedFact fact, FactId message, String words) {
        Long flow = underWay.remove(message);
        if (tracks.shows(fact.tNanos())) {
            add(pid, hears, fact.tNanos(), words, flow == null ? 0 : flow);
        }
    }

    void lost(FactId message) {
        underWay.remove(message);
    }

    private void add(int pid, int tid, long tNanos, String words, long flow) {
        long key = ((long) pid << 32) + tid;
        Moment before = moments.get(key);
        Moment moment = before;
        if (before == null || before.tNanos != tNanos) {
            moment = new Moment(pid, tid, tNanos, new ArrayList<>(), new ArrayList<>());
            moments.put(key, moment);
            if (before != null) {
                write(before, tNanos);
            }
        }
        moment.words.add(words);
        if (flow > 0) {
            moment.flows.add(flow);
        }
    }

    private void write(Moment moment, long nextNanos) {
        boolean sent = moment.tid == sends;
        long toNanos = Math.min(moment.tNanos + SLICE_NANOS, Math.max(moment.tNanos, nextNanos));
        tracks.slice(
                moment.pid,
                moment.tid,
                sent ? "sends" : "hears",
                String.join(", ", moment.words),
                moment.tNanos,
                toNanos);
        moment.flows.forEach(flow -> tracks.flow(sent ? "s" : "f", moment.pid, moment.tid, flow, moment.tNanos));
    }

    void end() {
        moments.values().forEach(moment -> write(moment, Long.MAX_VALUE));
        moments.clear();
    }
}
