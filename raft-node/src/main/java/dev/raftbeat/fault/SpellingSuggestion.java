package dev.raftbeat.fault;

import java.util.List;
import java.util.Optional;

/** Guesses what was meant by a word that nobody knows. */
public final class SpellingSuggestion {
    private SpellingSuggestion() {}

    /** The known word with the fewest letters changed, if no more than a third of them are. */
    public static Optional<String> to(String typed, List<String> known) {
        Optional<String> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String word : known) {
            int distance = distance(typed, word);
            if (distance < least && distance <= Math.max(1, Math.max(word.length(), typed.length()) / 3)) {
                least = distance;
                nearest = Optional.of(word);
            }
        }
        return nearest;
    }

    /** As the end of a sentence: {@code (did you mean "kill"?)}, or nothing. */
    public static String hint(String typed, List<String> known) {
        return to(typed, known).map(word -> " (did you mean \"" + word + "\"?)").orElse("");
    }

    /**
     * Levenshtein's distance, in which two neighbours that changed places count once: the slip of a fast hand. Words longer
     * than any known one are far from all of them.
     */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 8) {
            return Integer.MAX_VALUE;
        }
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : step(one, other, i, j, table);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int step(String one, String other, int i, int j, int[][] table) {
        char last = one.charAt(i - 1);
        char otherLast = other.charAt(j - 1);
        int replaced = table[i - 1][j - 1] + (last == otherLast ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && last == other.charAt(j - 2) && one.charAt(i - 2) == otherLast;
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
