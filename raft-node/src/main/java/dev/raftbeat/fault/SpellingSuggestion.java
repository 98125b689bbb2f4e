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

    /** Levenshtein's distance. Words longer than any known one are far from all of them. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 8) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
