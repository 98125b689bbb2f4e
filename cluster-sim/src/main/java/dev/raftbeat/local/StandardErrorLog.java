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

    /**
     * Where a process is to say it: at the end of this file, which is made where it is missing. Refuses a link, which would
     * let the process write to what is another's, and a pipe, for whose reader its start would wait. Java opens the file by
     * its name once more when the process starts; who puts a link there in that moment is not noticed, and must be able to
     * write to a folder that is this user's alone.
     */
    static ProcessBuilder.Redirect end(Path log) throws IOException {
        RegularFile.append(log, EXPECTED).close();
        return ProcessBuilder.Redirect.appendTo(log.toFile());
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
