package dev.raftbeat.lab.membership;

import java.util.OptionalDouble;

/**
 * How busy a worker says it is.
 *
 * @param cpu the share of its processors in use, from 0; 1 is all of them, and a queue of waiting work goes beyond
 * @param memory the share of its memory in use, from 0 to 1
 * @param requestRate requests a second, 0 or more
 */
public record Load(OptionalDouble cpu, OptionalDouble memory, OptionalDouble requestRate) {
    /** Nothing was told. */
    public static final Load UNTOLD = new Load(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** Whether processors or memory are used up to this share. How many requests are too many, a worker says itself. */
    public boolean reaches(double share) {
        return cpu.orElse(-1) >= share || memory.orElse(-1) >= share;
    }
}
