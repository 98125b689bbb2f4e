package dev.raftbeat.cli.option;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.file.Path;

/** The file of {@code --svg}. */
public final class PictureFile {
    private static final String WHAT = "a picture";

    private PictureFile() {}

    /**
     * Looks whether a picture can be where it is to be, before anybody waits for it.
     *
     * @param file null where none is wanted
     * @throws UserError when something else is there
     */
    public static void check(Path file) {
        if (file != null) {
            told(() -> RegularFile.check(file, WHAT));
        }
    }

    /**
     * Writes a picture as a whole.
     *
     * @throws UserError when it cannot be written there
     */
    public static void write(Path file, String svg) {
        told(() -> WholeFile.write(file, svg, WHAT));
    }

    /** Work on a file. */
    interface Work {
        void run() throws IOException;
    }

    /** Does it; what goes wrong is told to the user. */
    static void told(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
    }
}
