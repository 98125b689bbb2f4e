package dev.raftbeat.cli.option;

import dev.raftbeat.record.Recording;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.world.PlainText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Recordings named on the command line. */
public final class Recordings {
    private Recordings() {}

    /** @throws UserError when there is none */
    public static Recording open(String path) {
        try {
            return Recording.open(Path.of(path));
        } catch (InvalidPathException e) {
            throw UserError.usage(PlainText.path(path) + " does not exist");
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
    }
}
