package dev.raftbeat.node;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.wire.RecordJson;
import dev.raftbeat.wire.WireException;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A node's options as a file: how a cluster starts its nodes. A command line would do as well, but parsing one costs each
 * of five processes a tenth of a second that the first election has to wait for.
 */
public final class LaunchFile {
    /** A rule has some hundred bytes, and a cluster of nine nodes no more rules than links and kinds of rules. */
    private static final int BYTES_MAX = 1 << 20;

    private LaunchFile() {}

    public static void write(Path file, NodeOptions options) throws IOException {
        WholeFile.write(file, RecordJson.write(options) + "\n", "a launch file", LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IllegalArgumentException with a sentence when an option is missing or does not fit */
    public static NodeOptions read(Path file) throws IOException {
        try {
            return RecordJson.read(
                    RegularFile.text(file, "a launch file", BYTES_MAX, LinkOption.NOFOLLOW_LINKS), NodeOptions.class);
        } catch (WireException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
