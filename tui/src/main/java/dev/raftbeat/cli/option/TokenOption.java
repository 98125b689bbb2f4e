package dev.raftbeat.cli.option;

import dev.raftbeat.node.SecretFile;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The value of {@code --token-file}. */
public final class TokenOption {
    private TokenOption() {}

    /**
     * @param file may be null, where the option was not given
     * @throws UserError when there is a file and no token in it
     */
    public static Optional<String> read(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            String token = SecretFile.token(file);
            if (token.isEmpty()) {
                throw UserError.usage("the token file " + file + " is empty");
            }
            // It travels in a line of HTTP, which anything else could break or add to.
            if (!token.matches("[!-~]+")) {
                throw UserError.usage("the token file " + file + " holds no token: expected one word of ASCII");
            }
            return Optional.of(token);
        } catch (IOException e) {
            throw UserError.usage("the token cannot be read: " + PlainText.clean(e.getMessage()));
        }
    }
}
