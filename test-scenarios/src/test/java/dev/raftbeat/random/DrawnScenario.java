package dev.raftbeat.random;

import java.util.List;
import java.util.OptionalInt;

/** What a sweep would play. */
public final class DrawnScenario {
    private DrawnScenario() {}

    public static List<String> lines(long seed) {
        return RandomScenario.of(seed, OptionalInt.empty());
    }
}
