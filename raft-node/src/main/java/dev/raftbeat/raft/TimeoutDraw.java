package dev.raftbeat.raft;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where election timeouts come from. The n-th draw is a function of n alone, and the state counts the draws: a snapshot
 * of the state is therefore a snapshot of the randomness too, and a restored core goes on exactly as the first did.
 */
@FunctionalInterface
public interface TimeoutDraw {
    /**
     * @param index counts this node's draws in this life, from 0
     * @param nanosMin inclusive
     * @param nanosMax exclusive, larger than {@code nanosMin}
     */
    long draw(long index, long nanosMin, long nanosMax);

    /** Evenly distributed draws, all fixed by one number that is taken from {@code random} now. */
    static TimeoutDraw from(RandomGenerator random) {
        return seeded(random.nextLong());
    }

    /** Evenly distributed draws: the n-th is the n-th of a {@link SplittableRandom} with this seed. */
    static TimeoutDraw seeded(long seed) {
        // The generator is a counter behind a mixing function, so its n-th place is reached without the n before it.
        long step = 0x9e3779b97f4a7c15L;
        return (index, nanosMin, nanosMax) -> new SplittableRandom(seed + index * step).nextLong(nanosMin, nanosMax);
    }
}
