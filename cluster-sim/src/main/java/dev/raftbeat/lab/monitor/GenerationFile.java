package dev.raftbeat.lab.monitor;

import dev.raftbeat.files.LockFile;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Counts the lives of a worker: one more at each start, kept in a file. */
final class GenerationFile {
    private static final int DIGITS_MAX = 15;
    private static final String EXPECTED = "the number of a worker's lives";

    /** A number and what white space an editor leaves behind it. */
    private static final int BYTES_MAX = 64;

    private GenerationFile() {}

    /**
     * Begins another life.
     *
     * @throws IOException in a sentence, when the file cannot be read or written; a worker that began at 1 again would be
     *     taken for its own past
     */
    static long next(Path dir) throws IOException {
        Path file = dir.resolve("generation");
        try {
            Files.createDirectories(dir);
            LockFile held = LockFile.take(dir.resolve("lock"))
                    .orElseThrow(() -> new IOException(
                            "another worker or monitor uses that folder; give this worker another --dir"));
            try (held) {
                long next = parse(file) + 1;
                WholeFile.write(file, next + "\n", EXPECTED, LinkOption.NOFOLLOW_LINKS);
                return next;
            }
        } catch (IOException e) {
            throw new IOException("the generation cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static long parse(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        String text = RegularFile.text(file, EXPECTED, BYTES_MAX, LinkOption.NOFOLLOW_LINKS)
                .strip();
        if (!text.matches("\\d{1," + DIGITS_MAX + "}")) {
            throw new IOException("it holds no number; write one into it that is higher than any before");
        }
        return Long.parseLong(text);
    }
}
