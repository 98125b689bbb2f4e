package dev.raftbeat.lesson;

/**
 * How somebody did.
 *
 * @param right questions that were answered as the facts answered them
 * @param asked questions that the facts decided
 */
public record Score(int right, int asked) {
    private static final int ASKED_MAX = 1_000_000;

    /** @throws IllegalArgumentException when more were right than were asked */
    public Score {
        if (right < 0 || right > asked || asked > ASKED_MAX) {
            throw new IllegalArgumentException("0 <= \"right\" <= \"asked\" <= " + ASKED_MAX);
        }
    }

    @Override
    public String toString() {
        return right + " of " + asked;
    }
}
