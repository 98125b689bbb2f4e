package dev.raftbeat.random;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.sim.SimWorld;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Plays scenarios drawn from consecutive seeds, on all cores, until one breaks something. The smallest broken seed is the
 * one that is told, whatever the number of cores.
 */
public final class Sweep {
    private static final long SHRINK_NANOS = 60_000_000_000L;

    private final long from;
    private final long count;
    private final OptionalInt nodes;
    private final SimVariant variant;
    private final AtomicLong next;
    private final TreeMap<Long, ScenarioPlayer.Outcome> ahead = new TreeMap<>();
    private final AtomicReference<Throwable> defect = new AtomicReference<>();
    /** Behind a run that broke something none is begun. */
    private final AtomicLong end;

    private SweepTally tally;

    /**
     * @param from the first seed, 0 to 2^53 - count
     * @param count how many seeds, at least 1
     * @param nodes 1 to 9; drawn for each run if not given
     * @param variant what is wrong with the nodes; {@link SimVariant#NONE} for the true ones
     */
    public Sweep(long from, long count, OptionalInt nodes, SimVariant variant) {
        this(from, count, nodes, variant, SweepTally.NONE);
    }

    /** @param begun what has been counted already, of the first seeds */
    public Sweep(long from, long count, OptionalInt nodes, SimVariant variant, SweepTally begun) {
        this.from = from;
        this.count = count;
        this.nodes = nodes;
        this.variant = variant;
        tally = begun;
        next = new AtomicLong(begun.played());
        end = new AtomicLong(begun.broken().isPresent() ? 0 : count);
    }

    /** Told how it goes on, by one thread at a time. */
    public interface Listener {
        Listener NONE = new Listener() {};

        /**
         * Another seed has been counted.
         *
         * @throws UncheckedIOException ends the sweep
         */
        default void counted(SweepTally tally) {}

        /** A run broke something, and is about to be made small. */
        default void shrinking(long seed, String sentence) {}
    }

    /**
     * A scenario that breaks something.
     *
     * @param drawnSeed from which it was drawn
     * @param seed under which the lines break the claim
     * @param claim the invariant's id, or L1 when the calm phase found no leader that stays
     * @param lines of the scenario, as small as could be
     * @param replayed whether the runner of scenarios says violated, too
     */
    public record Find(long drawnSeed, long seed, String claim, String sentence, List<String> lines, boolean replayed) {
        public Find {
            lines = List.copyOf(lines);
        }

        /**
         * The scenario as a file.
         *
         * @param options what the command had to be told besides its seed, with a blank before each; may be empty
         */
        public String text(String options) {
            return "# Found by raftbeat sweep --from " + drawnSeed + options + "; breaks with --seed " + seed + ". "
                    + claim + ": " + sentence + "\n"
                    + String.join("\n", lines) + "\n";
        }
    }

    /** How it ended. */
    public record Result(SweepTally tally, Optional<Find> find) {}

    /**
     * Plays, once.
     *
     * @param progress told of runs; when it is stopped, this ends soon, with what it found by then
     */
    public Result run(Listener listener, Progress progress) throws InterruptedException {
        progress.begin("runs", (double) count - tally.played());
        List<Thread> workers = new ArrayList<>();
        int cores = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < cores; i++) {
            Thread worker = new Thread(() -> work(listener, progress), "sweep-" + (i + 1));
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        if (defect.get() instanceof UncheckedIOException disk) {
            throw disk;
        }
        if (defect.get() != null) {
            throw new IllegalStateException("a run ended in a defect of ours", defect.get());
        }
        Optional<Find> find = tally.broken().map(seed -> shrunk(seed, listener, progress));
        return new Result(tally, find);
    }

    private void work(Listener listener, Progress progress) {
        try {
            while (defect.get() == null && !progress.isStopped()) {
                long index = next.getAndIncrement();
                if (index >= end.get()) {
                    return;
                }
                ScenarioPlayer.Outcome outcome = play(from + index);
                if (outcome.broken().isPresent()) {
                    end.accumulateAndGet(index + 1, Math::min);
                }
                count(index, outcome, listener);
                progress.count(1);
            }
        } catch (RuntimeException | Error e) {
            defect.compareAndSet(null, e);
        }
    }

    private ScenarioPlayer.Outcome play(long seed) {
        return ScenarioPlayer.of(RandomScenario.of(seed, nodes), seed, variant)
                .orElseThrow(() -> new IllegalStateException("seed " + seed + " draws no scenario"));
    }

    /** Runs end in any order, and are counted in that of their seeds. */
    private synchronized void count(long index, ScenarioPlayer.Outcome outcome, Listener listener) {
        ahead.put(index, outcome);
        ScenarioPlayer.Outcome following = ahead.remove(tally.played());
        while (following != null && tally.broken().isEmpty()) {
            tally = tally.plus(from + tally.played(), following);
            listener.counted(tally);
            following = ahead.remove(tally.played());
        }
    }

    private Find shrunk(long drawn, Listener listener, Progress progress) {
        ScenarioPlayer.Outcome outcome = play(drawn);
        ScenarioPlayer.Broken first = outcome.broken().orElseThrow();
        progress.begin("making a scenario small", 0);
        listener.shrinking(drawn, first.claim() + ": " + first.sentence());
        List<String> lines = without(RandomScenario.of(drawn, nodes), outcome.refused());
        long deadline = System.nanoTime() + SHRINK_NANOS;
        BooleanSupplier ends = () -> progress.isStopped() || System.nanoTime() - deadline > 0;
        Shrinker shrinker = new Shrinker(lines, drawn, first.claim(), variant, ends);
        shrinker.shrink();
        ScenarioPlayer.Broken last = ScenarioPlayer.of(shrinker.lines(), shrinker.seed(), variant)
                .flatMap(ScenarioPlayer.Outcome::broken)
                .orElse(first);
        boolean replayed = replay(shrinker.lines(), shrinker.seed(), variant) == Verdict.VIOLATED;
        return new Find(drawn, shrinker.seed(), last.claim(), last.sentence(), shrinker.lines(), replayed);
    }

    /** Refused lines did nothing, and would end a scenario where they stand. */
    private static List<String> without(List<String> lines, TreeSet<Integer> refused) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!refused.contains(i + 1)) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    /** What {@code raftbeat run} says of these lines under this seed. */
    static Verdict replay(List<String> lines, long seed, SimVariant variant) {
        try {
            Scenario scenario = ScenarioParser.parse("sweep.scenario", String.join("\n", lines));
            return new ScenarioRunner(
                            "sim", spec -> new SimWorld(SimOptions.of(spec).withVariant(variant)))
                    .run(scenario, seed)
                    .verdict();
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
