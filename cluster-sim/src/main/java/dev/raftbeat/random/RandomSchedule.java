package dev.raftbeat.random;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws what befalls a cluster between two calms: when which line is applied. Several faults may go on at once; most end
 * before the next begins, by {@code end last}; the calm heals what is left.
 */
final class RandomSchedule {
    /** @param waitNanos how long after the deed before it */
    record Deed(long waitNanos, String line, FaultKind kind) {}

    private static final int DEEDS_LEAST = 8;
    private static final int DEEDS_MOST = 14;

    private final RandomGenerator random;
    private final List<FaultKind> mix;
    private final long electionNanosMax;

    /** @param mix what to draw from; not empty */
    RandomSchedule(Collection<FaultKind> mix, long electionNanosMax, RandomGenerator random) {
        this.mix = List.copyOf(mix);
        this.electionNanosMax = electionNanosMax;
        this.random = random;
    }

    List<Deed> draw() {
        List<Deed> deeds = new ArrayList<>();
        int count = DEEDS_LEAST + random.nextInt(DEEDS_MOST - DEEDS_LEAST + 1);
        for (int i = 0; i < count; i++) {
            FaultKind kind = mix.get(random.nextInt(mix.size()));
            deeds.add(new Deed(random.nextLong(electionNanosMax), kind.draw(random), kind));
            // Long enough for an election to come of it; short ones catch what only a quick return brings out.
            long hold = random.nextInt(4) == 0
                    ? random.nextLong(electionNanosMax / 10)
                    : electionNanosMax / 2 + random.nextLong(3 * electionNanosMax);
            if (random.nextInt(3) > 0) {
                deeds.add(new Deed(hold, "end last", kind));
            }
        }
        return deeds;
    }
}
