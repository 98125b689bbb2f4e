package dev.raftbeat.cli.option;

import dev.raftbeat.files.WholeFile;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.file.Path;

/** The file of {@code --svg}. */
public final class PictureFile {
    private PictureFile() {}

    /**
     * Writes a picture as a whole.
     *
     * @throws UserError when it cannot be written there
     */
    public static void write(Path file, String svg) {
        try {
            WholeFile.write(file, svg, "a picture");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
    }
}
