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
import java.util.TreeSet;

/**
 * Who led when, who else claimed to, in which term, and which faults were there: compressed into segments, the oldest
 * forgotten beyond {@value #SEGMENTS_MAX} segments and {@value #BANDS_MAX} bands. Times are the host's monotonic
 * nanoseconds.
 */
public final class Timeline {
    static final int SEGMENTS_MAX = 4096;
    static final int BANDS_MAX = 1024;

    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<Band> bands = new ArrayDeque<>();

    /**
     * A stretch of time in which neither the leader, nor who else claimed, nor the term changed.
     *
     * @param leader the node that a quorum followed, if any
     * @param rivals those who claimed to lead against it or, while nobody led, against all: {@code Leadership#rivals}
     * @param term the highest term known
     * @param toNanos its end, exclusive; empty while it lasts
     */
    public record Segment(
            Optional<NodeId> leader, List<NodeId> rivals, long term, long fromNanos, OptionalLong toNanos) {
        public Segment {
            rivals = List.copyOf(rivals);
        }

        private long end() {
            return toNanos.orElse(Long.MAX_VALUE);
        }

        private Segment until(long nanos) {
            return new Segment(leader, rivals, term, fromNanos, OptionalLong.of(nanos));
        }

        private boolean isSame(Segment other) {
            return leader.equals(other.leader) && rivals.equals(other.rivals) && term == other.term;
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
     * @param rivals who was a rival at any time in it
     * @param term the highest term within the column
     * @param begun how many times a node began to lead within it
     * @param known whether anything is known of it: false before the first fact and after {@code nowNanos}
     */
    public record Column(
            long fromNanos,
            long toNanos,
            Optional<NodeId> leader,
            List<NodeId> rivals,
            long term,
            int begun,
            boolean known) {
        public Column {
            rivals = List.copyOf(rivals);
        }
    }

    void note(long tNanos, Optional<NodeId> leader, List<NodeId> rivals, long term) {
        Segment last = segments.peekLast();
        // Facts of several nodes come in any order: a change that is told late begins where the last one did.
        long at = last == null ? tNanos : Math.max(tNanos, last.fromNanos());
        Segment next = new Segment(leader, rivals, term, at, OptionalLong.empty());
        if (last != null) {
            if (last.isSame(next)) {
                return;
            }
            segments.removeLast();
            if (at > last.fromNanos()) {
                segments.add(last.until(at));
            }
        }
        segments.add(next);
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
     * Equal columns from this time on, for a strip on a screen.
     *
     * @param columnNanos how long each is, positive
     * @param nowNanos up to when the present segment lasts
     */
    public List<Column> columns(long fromNanos, long columnNanos, int columns, long nowNanos) {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            tallies.add(new Tally(fromNanos + i * columnNanos, columnNanos));
        }
        Optional<NodeId> before = Optional.empty();
        for (Segment segment : segments) {
            boolean begins = segment.leader().isPresent() && !segment.leader().equals(before);
            before = segment.leader();
            long end = Math.min(segment.end(), nowNanos);
            long first = Math.max(0, Math.floorDiv(segment.fromNanos() - fromNanos, columnNanos));
            long last = Math.min(columns - 1, Math.floorDiv(end - 1 - fromNanos, columnNanos));
            for (long i = first; i <= last && segment.fromNanos() < end; i++) {
                tallies.get((int) i).add(segment, end, begins);
            }
        }
        return tallies.stream().map(Tally::column).toList();
    }

    /** Adds up the parts of one column. */
    private static final class Tally {
        private final long from;
        private final long to;
        private final TreeMap<NodeId, Long> nanosByLeader = new TreeMap<>();
        private final TreeSet<NodeId> rivals = new TreeSet<>();
        private long leaderless;
        private boolean known;
        private long term;
        private int begun;

        Tally(long from, long columnNanos) {
            this.from = from;
            this.to = from + columnNanos;
        }

        void add(Segment segment, long end, boolean begins) {
            long nanos = Math.min(to, end) - Math.max(from, segment.fromNanos());
            known = true;
            term = Math.max(term, segment.term());
            rivals.addAll(segment.rivals());
            if (segment.leader().isPresent()) {
                nanosByLeader.merge(segment.leader().get(), nanos, Long::sum);
            } else {
                leaderless += nanos;
            }
            begun += begins && segment.fromNanos() >= from ? 1 : 0;
        }

        Column column() {
            Optional<NodeId> most = Optional.empty();
            long best = leaderless;
            for (var entry : nanosByLeader.entrySet()) {
                if (entry.getValue() > best || (entry.getValue() == best && most.isEmpty())) {
                    most = Optional.of(entry.getKey());
                    best = entry.getValue();
                }
            }
            return new Column(from, to, most, List.copyOf(rivals), term, begun, known);
        }
    }
}
