package dev.raftbeat.local;

import dev.raftbeat.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a process said on standard error, in a file that may have become long. */
public final class StandardErrorLog {
    private static final String EXPECTED = "what a process said on standard error";

    /** Far more than last words take. */
    private static final int TAIL_BYTES = 8 * 1024;

    private StandardErrorLog() {}

    /** Refuses what is no file to append to: the start of a process would wait for whoever reads a pipe. */
    static void check(Path log) throws IOException {
        RegularFile.check(log, EXPECTED);
    }

    /** All of it, as bytes. */
    public static InputStream open(Path log) throws IOException {
        return RegularFile.stream(log, EXPECTED);
    }

    /** The end of it: the last {@value #TAIL_BYTES} bytes. */
    public static String tail(Path log) throws IOException {
        return new String(RegularFile.end(log, EXPECTED, TAIL_BYTES), StandardCharsets.UTF_8);
    }
}
