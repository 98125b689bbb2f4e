package dev.raftbeat.lab.monitor;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
            try (FileChannel lock = RegularFile.lock(dir.resolve("lock"));
                    FileLock held = lock.lock()) {
                long next = (Files.exists(file) ? parse(file) : 0) + 1;
                WholeFile.writeLocked(file, (next + "\n").getBytes(StandardCharsets.US_ASCII), EXPECTED);
                return held.isValid() ? next : 0;
            }
        } catch (IOException e) {
            throw new IOException("the generation cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static long parse(Path file) throws IOException {
        String text = RegularFile.text(file, EXPECTED, BYTES_MAX).strip();
        if (!text.matches("\\d{1," + DIGITS_MAX + "}")) {
            throw new IOException("it holds no number; write one into it that is higher than any before");
        }
        return Long.parseLong(text);
    }
}
