package dev.raftbeat.lab.topology;

import java.util.SplittableRandom;

/**
 * The order in which one member probes the others: all of them once, in an order of its own, then all again in another
 * (SWIM, §4.3, which bounds the time until a dead member is probed). A shuffled list would take room for all members in
 * every member; a Feistel network whose outputs above the range are walked on from is a permutation too, and takes none.
 */
final class ProbeOrder {
    private static final int ROUNDS = 6;
    private final int members;
    private final int half;
    private final int mask;
    private long key;
    private int at;

    /** @param members how many there are, at least 1 */
    ProbeOrder(int members, SplittableRandom random) {
        this.members = members;
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, members - 1));
        half = (bits + 1) / 2;
        mask = (1 << half) - 1;
        key = random.nextLong();
        // Somewhere within a lap: a group that has run for a while does not begin its laps together.
        at = random.nextInt(members);
    }

    /** The next of the lap, from 0 to less than {@code members}. */
    int next(SplittableRandom random) {
        if (at == members) {
            at = 0;
            key = random.nextLong();
        }
        int value = at++;
        do {
            value = permute(value);
        } while (value >= members);
        return value;
    }

    private int permute(int value) {
        int left = value >>> half;
        int right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            int swapped = left ^ scramble(right, round) & mask;
            left = right;
            right = swapped;
        }
        return left << half | right;
    }

    private int scramble(int value, int round) {
        long mixed = (value + 1L) * 0x9E3779B97F4A7C15L + key * (2L * round + 1);
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32);
    }
}
