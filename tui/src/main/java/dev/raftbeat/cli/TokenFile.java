package dev.raftbeat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A token that stands in a private file. */
final class TokenFile {
    private TokenFile() {}

    /** @throws Trouble when there is a file and no token in it */
    static Optional<String> read(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw Trouble.usage("the token file " + file + " is empty");
            }
            // It travels in a line of HTTP, which anything else could break or add to.
            if (!token.matches("[!-~]+")) {
                throw Trouble.usage("the token file " + file + " holds no token: expected one word of ASCII");
            }
            return Optional.of(token);
        } catch (IOException e) {
            throw Trouble.usage("the token in " + file + " cannot be read");
        }
    }
}
