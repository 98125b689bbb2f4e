package dev.raftbeat.world;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Who led when, in which term, and which faults were there: compressed into segments, the oldest forgotten beyond
 * {@value #SEGMENTS_MAX} segments and {@value #BANDS_MAX} bands. Times are the host's monotonic nanoseconds.
 */
public final class Timeline {
    static final int SEGMENTS_MAX = 4096;
    static final int BANDS_MAX = 1024;

    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<Band> bands = new ArrayDeque<>();

    /**
     * A stretch of time in which neither the leader nor the term changed.
     *
     * @param leader the node that a quorum followed, if any
     * @param term the highest term known
     * @param toNanos its end, exclusive; empty while it lasts
     */
    public record Segment(Optional<NodeId> leader, long term, long fromNanos, OptionalLong toNanos) {
        private long end() {
            return toNanos.orElse(Long.MAX_VALUE);
        }
    }

    /**
     * The time of a fault; an action or a setting is a band without length.
     *
     * @param toNanos its end; empty while it lasts
     */
    public record Band(long fault, String text, String kind, long fromNanos, OptionalLong toNanos) {
        private boolean isOpen() {
            return toNanos.isEmpty();
        }
    }

    /**
     * One column of a strip.
     *
     * @param leader who led for the longest part of the column; empty when for the longest part nobody did
     * @param term the highest term within the column
     * @param changes how many times the leader changed within it
     * @param leaderless the share of the column without a leader, 0 to 1
     * @param known whether anything is known of it: false before the first fact and after {@code nowNanos}
     */
    public record Column(
            long fromNanos,
            long toNanos,
            Optional<NodeId> leader,
            long term,
            int changes,
            double leaderless,
            boolean known) {}

    void note(long tNanos, Optional<NodeId> leader, long term) {
        Segment last = segments.peekLast();
        if (last == null) {
            segments.add(new Segment(leader, term, tNanos, OptionalLong.empty()));
            return;
        }
        if (last.leader().equals(leader) && last.term() == term) {
            return;
        }
        // Facts of several nodes come in any order: a change that is told late begins where the last one did.
        long at = Math.max(tNanos, last.fromNanos());
        segments.removeLast();
        if (at > last.fromNanos()) {
            segments.add(new Segment(last.leader(), last.term(), last.fromNanos(), OptionalLong.of(at)));
        }
        segments.add(new Segment(leader, term, at, OptionalLong.empty()));
        if (segments.size() > SEGMENTS_MAX) {
            segments.remove();
        }
    }

    /** A fact that is heard twice leaves one band. */
    void began(long tNanos, FaultBegan fact) {
        OptionalLong to = fact.lasts() ? OptionalLong.empty() : OptionalLong.of(tNanos);
        Band began = new Band(fact.fault(), fact.text(), fact.kind(), tNanos, to);
        if (bands.contains(began)) {
            return;
        }
        bands.add(began);
        if (bands.size() > BANDS_MAX) {
            bands.remove();
        }
    }

    void ended(long tNanos, long fault) {
        List<Band> all = new ArrayList<>(bands);
        all.replaceAll(band -> band.fault() == fault && band.isOpen() ? endedAt(band, tNanos) : band);
        bands.clear();
        bands.addAll(all);
    }

    private static Band endedAt(Band band, long tNanos) {
        OptionalLong to = OptionalLong.of(Math.max(tNanos, band.fromNanos()));
        return new Band(band.fault(), band.text(), band.kind(), band.fromNanos(), to);
    }

    /** The segments that overlap the window, oldest first. */
    public List<Segment> segments(long fromNanos, long toNanos) {
        return segments.stream()
                .filter(segment -> segment.fromNanos() < toNanos && segment.end() > fromNanos)
                .toList();
    }

    /** The fault bands that touch the window, in the order in which they began. */
    public List<Band> bands(long fromNanos, long toNanos) {
        return bands.stream()
                .filter(band -> band.fromNanos() < toNanos && band.toNanos().orElse(Long.MAX_VALUE) >= fromNanos)
                .toList();
    }

    /**
     * The window cut into equal columns, for a strip on a screen.
     *
     * @param columns at least 1
     * @param nowNanos up to when the present segment lasts
     */
    public List<Column> columns(long fromNanos, long toNanos, int columns, long nowNanos) {
        List<Segment> within = segments(fromNanos, toNanos);
        List<Column> strip = new ArrayList<>();
        double width = (double) (toNanos - fromNanos) / columns;
        for (int i = 0; i < columns; i++) {
            long from = fromNanos + Math.round(i * width);
            long to = fromNanos + Math.round((i + 1) * width);
            strip.add(column(within, from, to, nowNanos));
        }
        return strip;
    }

    private static Column column(List<Segment> within, long from, long to, long nowNanos) {
        Tally tally = new Tally();
        for (Segment segment : within) {
            long begin = Math.max(from, segment.fromNanos());
            long end = Math.min(Math.min(to, nowNanos), segment.end());
            if (begin < end) {
                tally.add(segment, end - begin, segment.fromNanos() >= from);
            }
        }
        return tally.column(from, to);
    }

    /** Adds up the parts of one column. */
    private static final class Tally {
        private final TreeMap<NodeId, Long> nanosByLeader = new TreeMap<>();
        private long leaderless;
        private long total;
        private long term;
        private int changes;
        private Optional<Optional<NodeId>> before = Optional.empty();

        void add(Segment segment, long nanos, boolean beganHere) {
            total += nanos;
            term = Math.max(term, segment.term());
            if (segment.leader().isPresent()) {
                nanosByLeader.merge(segment.leader().get(), nanos, Long::sum);
            } else {
                leaderless += nanos;
            }
            boolean differs = before.isEmpty() || !before.get().equals(segment.leader());
            if (beganHere && differs) {
                changes++;
            }
            before = Optional.of(segment.leader());
        }

        Column column(long from, long to) {
            Optional<NodeId> most = Optional.empty();
            long best = leaderless;
            for (var entry : nanosByLeader.entrySet()) {
                if (entry.getValue() > best || (entry.getValue() == best && most.isEmpty())) {
                    most = Optional.of(entry.getKey());
                    best = entry.getValue();
                }
            }
            double share = total == 0 ? 0 : (double) leaderless / total;
            return new Column(from, to, most, term, changes, share, total > 0);
        }
    }
}
