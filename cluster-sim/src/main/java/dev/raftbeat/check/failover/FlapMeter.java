package dev.raftbeat.check.failover;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures how restless a cluster is: finds every change of leader, how long it took and whether it had to be. Facts of different nodes may come in any order, up to some seconds apart. Not for
 * use by two threads.
 */
public final class FlapMeter {
    /** A meter that somebody watches is read this often: figures that change ten times a second cannot be read. */
    public static final long READING_NANOS = 500_000_000L;

    private static final long WATCHED_NANOS = 120_000_000_000L;

    /** Rates over less than this would jump: the first election would read as thousands a minute. */
    private static final long RATE_NANOS_MIN = 10_000_000_000L;

    private final LeaderHistory history = new LeaderHistory();
    private final long windowNanos;

    /** Its window is the whole run. */
    public FlapMeter() {
        this(Long.MAX_VALUE / 4);
    }

    /** The one that is shown while a run goes on: its window is the last two minutes. */
    public static FlapMeter watched() {
        return new FlapMeter(WATCHED_NANOS);
    }

    /** @param windowNanos the sliding window, positive */
    public FlapMeter(long windowNanos) {
        if (windowNanos <= 0) {
            throw new IllegalArgumentException("a window must be positive");
        }
        this.windowNanos = windowNanos;
    }

    /**
     * What the meter shows. Elections are terms that somebody campaigned in; a term is burnt when it passed without a
     * leader that a quorum followed.
     *
     * @param windowNanos the sliding window, or the time since the first fact where that is less
     * @param electionsPerMinute within the window, taken as no shorter than ten seconds
     * @param reign the present leader's, if a quorum follows one
     * @param tenureNanos how long it has lasted
     * @param medianTenureNanos of the reigns that have ended
     * @param leaderlessNanos time in which a quorum followed nobody, since the first fact
     * @param leaderlessShare of the window, 0 to 1
     * @param failoversInWindow those whose new leader was followed within the window
     */
    public record Reading(
            long windowNanos,
            double electionsPerMinute,
            long elections,
            long electionsInWindow,
            long termsBurnt,
            long termsBurntInWindow,
            Optional<Reign> reign,
            OptionalLong tenureNanos,
            OptionalLong medianTenureNanos,
            long leaderlessNanos,
            long leaderlessNanosInWindow,
            double leaderlessShare,
            FailoverTally failovers,
            FailoverTally failoversInWindow) {
        /** What is shown of it, always these and in this order. */
        public List<Figure> figures() {
            return List.of(
                    new Figure("elections a minute", String.format(Locale.ROOT, "%.1f", electionsPerMinute), false),
                    Figure.warning("terms without a leader", termsBurnt),
                    new Figure(
                            "this leader has led for",
                            tenureNanos.isEmpty() ? "-" : Amounts.age(tenureNanos.getAsLong()),
                            false),
                    new Figure("time without a leader", Math.round(leaderlessShare * 100) + "%", false),
                    new Figure("failovers with good reason", Long.toString(failovers.justified()), false),
                    Figure.warning("failovers by false alarm", failovers.falseAlarms()));
        }
    }

    /**
     * One figure of the meter, as people read it.
     *
     * @param warns whether it should be none and is not
     */
    public record Figure(String name, String value, boolean warns) {
        private static Figure warning(String name, long count) {
            return new Figure(name, Long.toString(count), count > 0);
        }
    }

    public void hear(StampedFact fact) {
        history.hear(fact);
    }

    /** The changes of leader, oldest first; the last {@value LeaderSweep#KEPT} of them. The first leader is no change. */
    public List<Failover> failovers() {
        return List.copyOf(history.sweep().failovers);
    }

    /** The tenures of leaders that a quorum followed, oldest first; the last {@value LeaderSweep#KEPT} of them. */
    public List<Reign> reigns() {
        LeaderSweep sweep = history.sweep();
        return Stream.concat(sweep.reigns.stream(), current(sweep).stream()).toList();
    }

    /** The present leader's, which ends where a quorum follows nobody. */
    private static Optional<Reign> current(LeaderSweep sweep) {
        return sweep.reign.map(now ->
                sweep.followed ? now : new Reign(now.leader(), now.term(), now.fromNanos(), sweep.gapSinceNanos));
    }

    /**
     * A term that somebody campaigned in.
     *
     * @param beganNanos when somebody first did
     * @param first who that was
     * @param reign of whoever led in it and was followed by a quorum
     * @param burnt whether it passed without one
     */
    public record Term(long term, long beganNanos, NodeId first, Optional<Reign> reign, boolean burnt) {}

    /** In ascending order; the last {@value LeaderSweep#KEPT} of them. */
    public List<Term> terms() {
        LeaderSweep sweep = history.sweep();
        SortedMap<Long, Reign> reigns = new TreeMap<>();
        reigns().forEach(one -> reigns.put(one.term(), one));
        SortedSet<Long> burnt = new TreeSet<>();
        burnt(sweep).forEach(one -> burnt.add(one.term()));
        return sweep.elections.values().stream()
                .map(one -> new Term(
                        one.term(),
                        one.tNanos(),
                        one.first(),
                        Optional.ofNullable(reigns.get(one.term())),
                        burnt.contains(one.term())))
                .toList();
    }

    /**
     * Since when the last leader has been lost to its quorum, in the sense of {@link Failover#lossNanos}, while a quorum
     * follows no later one; empty while the leader can lead, and before the first.
     */
    public OptionalLong lostSinceNanos() {
        LeaderSweep sweep = history.sweep();
        if (sweep.reign.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong impaired = sweep.witness.impairedSinceNanos();
        return impaired.isPresent() || sweep.followed ? impaired : OptionalLong.of(sweep.gapSinceNanos);
    }

    /** The reading at the time of the newest fact. */
    public Reading reading() {
        return reading(Math.max(0, history.newestNanos()));
    }

    /** @param nowNanos the host's monotonic clock */
    public Reading reading(long nowNanos) {
        LeaderSweep sweep = history.sweep();
        long first = sweep.firstNanos == Long.MIN_VALUE ? nowNanos : sweep.firstNanos;
        long window = Math.max(0, Math.min(windowNanos, nowNanos - first));
        long since = nowNanos - window;
        List<LeaderSweep.Election> elections = List.copyOf(sweep.elections.values());
        List<LeaderSweep.Election> burnt = burnt(sweep);
        long recent = elections.stream().filter(one -> one.tNanos() >= since).count();
        Optional<Reign> reign = sweep.followed ? sweep.reign : Optional.empty();
        long leaderlessRecent = leaderless(sweep, since, nowNanos);
        return new Reading(
                window,
                recent * 60e9 / Math.max(window, RATE_NANOS_MIN),
                sweep.forgotten.elections() + elections.size(),
                recent,
                sweep.forgotten.burnt() + burnt.size(),
                burnt.stream().filter(one -> one.tNanos() >= since).count(),
                reign,
                reign.map(now -> OptionalLong.of(now.nanos(nowNanos))).orElse(OptionalLong.empty()),
                median(sweep.reigns.stream().mapToLong(past -> past.nanos(nowNanos))),
                sweep.forgotten.leaderlessNanos() + leaderless(sweep, first, nowNanos),
                leaderlessRecent,
                window == 0 ? 0 : (double) leaderlessRecent / window,
                tally(sweep.forgotten.failovers(), sweep.failovers.stream()),
                tally(FailoverTally.NONE, sweep.failovers.stream().filter(one -> one.followedNanos() >= since)));
    }

    /** A term that is still being fought for is not burnt yet. */
    private static List<LeaderSweep.Election> burnt(LeaderSweep sweep) {
        if (sweep.elections.isEmpty()) {
            return List.of();
        }
        SortedSet<Long> reigned = new TreeSet<>();
        sweep.reigns.forEach(past -> reigned.add(past.term()));
        sweep.reign.ifPresent(now -> reigned.add(now.term()));
        long newest =
                Math.max(sweep.elections.lastKey(), sweep.reign.map(Reign::term).orElse(0L));
        return sweep.elections.values().stream()
                .filter(one -> one.term() < newest && !reigned.contains(one.term()))
                .toList();
    }

    private static long leaderless(LeaderSweep sweep, long fromNanos, long toNanos) {
        Stream<LeaderSweep.Gap> open = sweep.followed || sweep.firstNanos == Long.MIN_VALUE
                ? Stream.empty()
                : Stream.of(new LeaderSweep.Gap(sweep.gapSinceNanos, toNanos));
        return Stream.concat(sweep.gaps.stream(), open)
                .mapToLong(gap -> Math.min(gap.toNanos(), toNanos) - Math.max(gap.fromNanos(), fromNanos))
                .filter(nanos -> nanos > 0)
                .sum();
    }

    private static FailoverTally tally(FailoverTally start, Stream<Failover> failovers) {
        FailoverTally tally = start;
        for (Failover failover : failovers.toList()) {
            tally = tally.plus(failover.judgement());
        }
        return tally;
    }

    private static OptionalLong median(LongStream values) {
        long[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        int middle = sorted.length / 2;
        return OptionalLong.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
