package dev.raftbeat.zoo;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.sim.SimVariant;
import java.util.Optional;
import java.util.function.Supplier;

/** How an animal is caught: what is done to a cluster, how often, and the check that it must trip. */
interface Reproducer {
    /** How many seeds, from 1 on, are tried at most. */
    int seeds();

    /** The id of an invariant, or the line of the scenario that fails. */
    String check();

    /** What the check demands, in one sentence. */
    String sentence();

    /** What is done, as text for a person: a scenario, or what a storm does. */
    String plan();

    /**
     * Runs it once. The same seed gives the same run.
     *
     * @param clusters asked once for each cluster that is about to come up: who is to hear its facts, too
     */
    Outcome run(SimVariant variant, long seed, Supplier<FactSink> clusters);

    default Outcome run(SimVariant variant, long seed) {
        return run(variant, seed, () -> fact -> {});
    }

    /**
     * @param caught what the check said when it was tripped
     * @param clean whether nothing at all was violated
     * @param word what was violated instead, if anything
     */
    record Outcome(Optional<String> caught, boolean clean, String word) {}
}
