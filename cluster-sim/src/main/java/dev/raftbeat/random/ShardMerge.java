package dev.raftbeat.random;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The shards of one sweep put together.
 *
 * @param whole the sweep as if one process had played all of it, as far as shards without a gap say it
 * @param defects what is missing, not played to its end, or there twice, a sentence each
 */
public record ShardMerge(SweepShard whole, List<String> defects) {

    public ShardMerge {
        defects = List.copyOf(defects);
    }

    /**
     * Puts shards together.
     *
     * @param files at least one
     * @throws IllegalArgumentException in a sentence, when two are of different sweeps
     */
    public static ShardMerge of(Map<Path, SweepShard> files) {
        Map.Entry<Path, SweepShard> one = files.entrySet().iterator().next();
        SortedMap<Integer, Path> places = new TreeMap<>();
        List<String> defects = new ArrayList<>();
        files.forEach((file, shard) -> {
            if (!shard.sweepInWords().equals(one.getValue().sweepInWords())) {
                throw new IllegalArgumentException(file + " is of another sweep than " + one.getKey() + ": "
                        + shard.sweepInWords() + ", not " + one.getValue().sweepInWords());
            }
            Path other = places.putIfAbsent(shard.shard(), file);
            if (other != null) {
                defects.add("shard " + shard.shard() + " is there twice: " + other + " and " + file);
            }
        });
        SweepTally tally = SweepTally.NONE;
        Optional<Long> broken = Optional.empty();
        List<Integer> missing = new ArrayList<>();
        boolean gap = false;
        for (int i = 1; i <= one.getValue().shards(); i++) {
            Optional<SweepShard> shard = Optional.ofNullable(places.get(i)).map(files::get);
            if (shard.isEmpty()) {
                missing.add(i);
            } else if (!shard.get().ended()) {
                defects.add("shard " + i + " has played " + shard.get().tally().played() + " of "
                        + shard.get().count() + " seeds: " + places.get(i));
            }
            broken = broken.or(() -> shard.flatMap(found -> found.tally().broken()));
            tally = gap || shard.isEmpty() ? tally : tally.plus(shard.get().tally());
            gap = gap || shard.isEmpty() || !shard.get().ended();
        }
        if (!missing.isEmpty()) {
            defects.add("of " + one.getValue().shards() + " shards these are missing: " + ranges(missing));
        }
        return new ShardMerge(whole(one.getValue(), tally, broken), defects);
    }

    /** Such as {@code 2, 5 to 7}. */
    private static String ranges(List<Integer> numbers) {
        StringJoiner all = new StringJoiner(", ");
        for (int first = 0, last; first < numbers.size(); first = last + 1) {
            last = first;
            while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
                last++;
            }
            all.add(numbers.get(first) + (last > first ? " to " + numbers.get(last) : ""));
        }
        return all.toString();
    }

    /** What was broken behind a gap was broken all the same. */
    private static SweepShard whole(SweepShard one, SweepTally tally, Optional<Long> broken) {
        SweepTally all = new SweepTally(
                tally.played(),
                tally.virtualNanos(),
                tally.facts(),
                tally.words(),
                tally.sizes(),
                tally.broken().or(() -> broken));
        return new SweepShard(one.program(), one.from(), one.seeds(), one.nodes(), one.variant(), 1, 1, all);
    }
}
