package dev.raftbeat.zoo;

import dev.raftbeat.world.PlainText;
import java.util.Optional;

/**
 * A scenario that was tried.
 *
 * @param lines as {@link PlayedAttempt} counts them
 * @param check the first one that it broke; empty when it won nothing
 * @param file what it was called, on one line
 */
public record Attempt(int lines, Optional<String> check, String file) {
    public Attempt {
        file = PlainText.clean(file);
    }
}
