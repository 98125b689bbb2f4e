package dev.raftbeat.random;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The running count of a sweep, in the order of its seeds: the same whatever the number of cores. Immutable.
 *
 * @param played how many seeds, the broken one among them
 * @param words how often each word of the fault language was carried out, in all runs
 * @param sizes how many runs had how many nodes
 * @param broken the smallest seed that broke something; no later one is counted
 */
public record SweepTally(
        long played,
        long virtualNanos,
        long facts,
        SortedMap<String, Long> words,
        SortedMap<Integer, Long> sizes,
        Optional<Long> broken) {
    /** Nothing has been played. */
    public static final SweepTally NONE = new SweepTally(0, 0, 0, new TreeMap<>(), new TreeMap<>(), Optional.empty());

    public SweepTally {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        LongStream counts = LongStream.concat(
                LongStream.of(played, virtualNanos, facts),
                LongStream.concat(
                        words.values().stream().mapToLong(Long::longValue),
                        sizes.values().stream().mapToLong(Long::longValue)));
        if (counts.anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts of 0 or more");
        }
    }

    public double virtualSeconds() {
        return virtualNanos / 1e9;
    }

    /** With the run of one seed more. */
    SweepTally plus(long seed, ScenarioPlayer.Outcome outcome) {
        SortedMap<String, Long> carriedOut = new TreeMap<>();
        outcome.done().forEach((word, times) -> carriedOut.put(word, (long) times));
        return plus(new SweepTally(
                1,
                outcome.virtualNanos(),
                outcome.facts(),
                carriedOut,
                new TreeMap<>(Collections.singletonMap(outcome.nodes(), 1L)),
                outcome.broken().map(any -> seed)));
    }

    /** With what was counted of the seeds that come next. Once something is broken, it stays as it is. */
    public SweepTally plus(SweepTally later) {
        if (broken.isPresent()) {
            return this;
        }
        return new SweepTally(
                played + later.played,
                virtualNanos + later.virtualNanos,
                facts + later.facts,
                sum(words, later.words),
                sum(sizes, later.sizes),
                later.broken);
    }

    private static <K> SortedMap<K, Long> sum(SortedMap<K, Long> one, SortedMap<K, Long> other) {
        SortedMap<K, Long> all = new TreeMap<>(one);
        other.forEach((key, count) -> all.merge(key, count, Long::sum));
        return all;
    }
}
