package dev.raftbeat.cli;

import dev.raftbeat.record.Recording;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.world.PlainText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Recordings named on the command line. */
final class Recordings {
    private Recordings() {}

    /** @throws Trouble when there is none */
    static Recording open(String path) {
        try {
            return Recording.open(Path.of(path));
        } catch (InvalidPathException e) {
            throw Trouble.usage(PlainText.clean(path) + " does not exist");
        } catch (RecordingException e) {
            throw Trouble.usage(e.getMessage());
        }
    }
}
