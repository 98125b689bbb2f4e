package dev.raftbeat.zoo;

import dev.raftbeat.node.NodeVariant;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.sim.SimVariant;
import java.util.Optional;
import java.util.function.Supplier;

/** One wrong rule, where it comes from, and how it is caught. Immutable. */
public final class WrongRule {
    private final WrongVariant wrong;
    private final String replaces;
    private final String source;
    private final String story;
    private final Reproducer hunt;

    WrongRule(WrongVariant wrong, String replaces, String source, String story, Reproducer hunt) {
        this.wrong = wrong;
        this.replaces = replaces;
        this.source = source;
        this.story = story;
        this.hunt = hunt;
    }

    /** Small letters and hyphens. */
    public String name() {
        return wrong.name();
    }

    /** The rule that it replaces: a method of the core's rules, or what stands between a driver and its host. */
    public String replaces() {
        return replaces;
    }

    /** The projects that had it, with the number of the issue or the commit. */
    public String source() {
        return source;
    }

    /** What went wrong there, in a few sentences. */
    public String story() {
        return story;
    }

    /** What is done to a cluster to catch it: the text of a scenario, or what a storm does, in words. */
    public String plan() {
        return hunt.plan();
    }

    /** How many runs it may take at most. */
    public int budget() {
        return hunt.seeds();
    }

    /** The id of the invariant, or the line of the scenario, that it violates. */
    public String check() {
        return hunt.check();
    }

    /** What that check demands. */
    public String sentence() {
        return hunt.sentence();
    }

    /** Nodes of a live cluster that are so wrong. */
    public NodeVariant onNodes() {
        return wrong;
    }

    /** Nodes of a simulated cluster that are so wrong. */
    public SimVariant onSim() {
        return wrong;
    }

    /**
     * How it was caught.
     *
     * @param seed of the run that did
     * @param runs how many it took
     * @param violation what the check said
     */
    public record Caught(long seed, int runs, String violation) {}

    /** Runs one seed after the other until it is caught; empty when it outlives its budget. */
    public Optional<Caught> hunt() {
        return hunt(new Progress());
    }

    /** The same; each run is counted, and when stopped it ends with a {@link dev.raftbeat.progress.StoppedException}. */
    public Optional<Caught> hunt(Progress progress) {
        for (int seed = 1; seed <= hunt.seeds(); seed++) {
            Optional<String> caught = hunt.run(wrong, seed).caught();
            progress.advance(1);
            if (caught.isPresent()) {
                return Optional.of(new Caught(seed, seed, caught.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * Plays the run of this seed, and tells its facts.
     *
     * @param nodes those of {@link #onSim}, or others that go through the same
     * @param clusters asked once for each cluster of the run
     */
    public void play(SimVariant nodes, long seed, Supplier<FactSink> clusters) {
        hunt.run(nodes, seed, clusters);
    }

    /**
     * Puts the true core through the runs that catch the animal.
     *
     * @param runs how many, from the first seed on
     * @return what was violated, whatever check it was; empty when nothing was
     */
    public Optional<String> trueCore(int runs) {
        return trueCore(runs, new Progress());
    }

    /** The same; each run is counted, and when stopped it ends with a {@link dev.raftbeat.progress.StoppedException}. */
    public Optional<String> trueCore(int runs, Progress progress) {
        for (int seed = 1; seed <= runs; seed++) {
            Reproducer.Outcome outcome = hunt.run(SimVariant.NONE, seed);
            progress.advance(1);
            if (!outcome.clean()) {
                return Optional.of("seed " + seed + ": " + outcome.word());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
