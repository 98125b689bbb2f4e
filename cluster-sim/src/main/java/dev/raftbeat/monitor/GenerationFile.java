package dev.raftbeat.monitor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Counts the lives of a worker: one more at each start, kept in a file. */
final class GenerationFile {
    private static final int DIGITS_MAX = 15;

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
            try (FileChannel lock =
                            FileChannel.open(dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                long next = (Files.exists(file) ? parse(file) : 0) + 1;
                Path fresh = dir.resolve("generation.new");
                try (FileChannel out = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
                    out.write(StandardCharsets.US_ASCII.encode(next + "\n"));
                    out.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return held.isValid() ? next : 0;
            }
        } catch (IOException e) {
            throw new IOException("the generation cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static long parse(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (!text.matches("\\d{1," + DIGITS_MAX + "}")) {
            throw new IOException("it holds no number; write one into it that is higher than any before");
        }
        return Long.parseLong(text);
    }
}
