package dev.raftbeat.cli;

import dev.raftbeat.cli.option.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder that a command runs in. */
final class WorkingFolder {
    private WorkingFolder() {}

    /**
     * Refuses a folder that Java cannot name: files would be made in another one. That is so in a locale of ASCII alone where
     * a name has other letters, and where the folder was removed.
     *
     * @param named the folder by its name
     * @param here the same without a name, such as {@code .}
     * @throws UserError of the environment
     */
    static void require(Path named, Path here) {
        try {
            if (Files.isSameFile(named, here)) {
                return;
            }
        } catch (IOException | InvalidPathException e) {
            // Told below, like a name that leads elsewhere.
        }
        throw UserError.environment("the current folder cannot be found by its name (" + named
                + "); if the name has letters beyond ASCII, set LC_ALL to a UTF-8 locale, such as C.UTF-8");
    }
}
