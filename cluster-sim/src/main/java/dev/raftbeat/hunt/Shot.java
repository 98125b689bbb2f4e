package dev.raftbeat.hunt;

import dev.raftbeat.world.PlainText;
import java.util.Optional;

/**
 * A scenario that was tried.
 *
 * @param lines as {@link Attempt} counts them
 * @param check the first one that it broke; empty when it won nothing
 * @param file what it was called, on one line
 */
public record Shot(int lines, Optional<String> check, String file) {
    public Shot {
        file = PlainText.clean(file);
    }
}
