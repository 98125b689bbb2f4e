package dev.raftbeat.check;

/** What a check can say. */
public enum Verdict {
    /** Everything that there was to judge held, and there was something to judge. */
    VALID,
    /** Nothing was there to judge, or the facts do not suffice. */
    UNKNOWN,
    /** Facts prove that it did not hold. */
    VIOLATED;

    /** The verdict on both: violated outranks unknown, unknown outranks valid. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
