package dev.raftbeat.lesson;

/**
 * How somebody did.
 *
 * @param right questions that were answered as the facts answered them
 * @param asked questions that the facts decided
 */
public record Score(int right, int asked) {
    @Override
    public String toString() {
        return right + " of " + asked;
    }
}
