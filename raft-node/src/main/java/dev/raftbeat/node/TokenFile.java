package dev.raftbeat.node;

import dev.raftbeat.files.RegularFile;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A private file that holds a token, and nothing else but white space around it. */
public final class TokenFile {
    /** A token is sent in the head of a request, and no server takes a longer one. */
    private static final int BYTES_MAX = 4096;

    private TokenFile() {}

    /**
     * The token; may be empty.
     *
     * @param links not to follow them, for a token that Raftbeat made
     * @throws IOException in a sentence, when the file cannot be read or is something else
     */
    public static String read(Path file, LinkOption... links) throws IOException {
        return RegularFile.text(file, "a token", BYTES_MAX, links).strip();
    }
}
