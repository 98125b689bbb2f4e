package dev.raftbeat.explore;

import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param bounds how far it was meant to go
 * @param ending why it ended
 * @param distinct states that differ by more than the names of nodes
 * @param states the states that those stand for
 * @param steps how many steps were looked at that change something
 * @param beyond how many of them were not taken because of the bound on messages
 * @param depth the greatest number of steps from the start to a state, each state by its shortest way
 * @param withLeader distinct states in which somebody leads
 * @param withTwoLeaders distinct states in which two nodes lead, of different terms
 * @param locals the states that a single node was found in
 * @param asked how many different questions the core was asked
 * @param bytes what the table of states takes
 * @param broken what was found broken, and how
 */
public record Exploration(
        ExplorationBounds bounds,
        Ending ending,
        long distinct,
        long states,
        long steps,
        long beyond,
        int depth,
        long withLeader,
        long withTwoLeaders,
        int locals,
        int asked,
        long bytes,
        Optional<Counterexample> broken) {
    /** Why an exploration ends. */
    public enum Ending {
        /** Nothing new was to be found within the bounds. */
        COMPLETE,
        /** All states within the depth asked for, and there are deeper ones. */
        DEPTH,
        /** As many states as were asked for, and there are more. */
        LIMIT,
        /** There was no memory for more. */
        MEMORY,
        /** Something was broken. */
        BROKEN,
        /** It was asked to stop. */
        INTERRUPTED
    }
}
