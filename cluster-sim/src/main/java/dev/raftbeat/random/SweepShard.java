package dev.raftbeat.random;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One of the shards of a sweep, and how far it has come: a file between two processes. The seeds of a shard follow one
 * another, and those of the next shard follow these, so that all shards together say what one process says of all seeds.
 *
 * @param program the version that plays; another one may draw other runs
 * @param from the first seed of the whole sweep
 * @param seeds how many seeds the whole sweep has
 * @param nodes how many nodes each run has, or drawn for each
 * @param variant the wrong rule of the zoo, if the nodes are to be wrong
 * @param shard 1 to {@code shards}
 * @param shards how many there are, at most one for each seed
 * @param tally of the seeds of this shard
 */
public record SweepShard(
        String program,
        long from,
        long seeds,
        Optional<Integer> nodes,
        Optional<String> variant,
        int shard,
        int shards,
        SweepTally tally) {
    private static final String EXPECTED = "a shard of a sweep";

    /** Far more than a number for each word of the fault language. */
    private static final int BYTES_MAX = 64 * 1024;

    public SweepShard {
        boolean whole = from >= 0 && seeds > 0 && from <= (1L << 53) - seeds;
        if (!whole
                || shard < 1
                || shard > shards
                || shards > seeds
                || nodes.filter(n -> n < 1 || n > 9).isPresent()) {
            throw new IllegalArgumentException("a shard from 1 to as many as there are, at most one for each seed");
        }
        long left = end(seeds, shard, shards) - end(seeds, shard - 1, shards);
        if (tally.played() > left) {
            throw new IllegalArgumentException("at most " + left + " seeds played");
        }
    }

    private static long end(long seeds, int shard, int shards) {
        return seeds / shards * shard + seeds % shards * shard / shards;
    }

    /** The first seed of this shard. */
    public long first() {
        return from + end(seeds, shard - 1, shards);
    }

    /** How many seeds this shard has. */
    public long count() {
        return end(seeds, shard, shards) - end(seeds, shard - 1, shards);
    }

    /** Whether nothing is left to play. */
    public boolean ended() {
        return tally.broken().isPresent() || tally.played() == count();
    }

    public SweepShard with(SweepTally next) {
        return new SweepShard(program, from, seeds, nodes, variant, shard, shards, next);
    }

    /**
     * Plays what is left of it.
     *
     * @param wrong what is wrong with the nodes, as {@code variant} says
     */
    public Sweep sweep(SimVariant wrong) {
        OptionalInt size = nodes.map(OptionalInt::of).orElse(OptionalInt.empty());
        return new Sweep(first(), count(), size, wrong, tally);
    }

    /** What must be the same in all shards of a sweep, in words. */
    public String sweepInWords() {
        return "seeds " + from + " to " + (from + seeds - 1) + " in " + shards + " shards, "
                + nodes.map(n -> n + " nodes").orElse("nodes drawn") + ", "
                + variant.map(name -> "as wrong as " + name).orElse("true rules") + ", played by " + program;
    }

    /** In one step: who reads the file sees the old count or the new one. */
    public void write(Path file) throws IOException {
        WholeFile.write(file, StrictJson.STANDARD.pretty(this), EXPECTED);
    }

    /** @throws IOException in a sentence, when it cannot be read, or is no shard */
    public static SweepShard read(Path file) throws IOException {
        try {
            return StrictJson.STANDARD.read(RegularFile.text(file, EXPECTED, BYTES_MAX), SweepShard.class);
        } catch (DocumentException e) {
            throw new IOException(e.in(file.toString()), e);
        }
    }
}
