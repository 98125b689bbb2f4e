package dev.raftbeat.local;

import dev.raftbeat.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a process said on standard error, in a file that may have become long. */
public final class StandardErrorLog {
    private static final String EXPECTED = "what a process said on standard error";

    /** Far more than last words take. */
    private static final int TAIL_BYTES = 8 * 1024;

    private StandardErrorLog() {}

    /** Where a process is to say it. */
    static ProcessBuilder.Redirect end(Path log) throws IOException {
        return RegularFile.redirect(log, EXPECTED);
    }

    /** All of it, as bytes. */
    public static InputStream open(Path log) throws IOException {
        return RegularFile.stream(log, EXPECTED, LinkOption.NOFOLLOW_LINKS);
    }

    /** The end of it: the last {@value #TAIL_BYTES} bytes. */
    public static String tail(Path log) throws IOException {
        return new String(
                RegularFile.end(log, EXPECTED, TAIL_BYTES, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8);
    }
}
