package dev.raftbeat.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of {@code /proc}, by which the kernel tells of processes: they have no length, and nobody can replace them. */
public final class KernelFile {
    private KernelFile() {}

    /** @throws IllegalArgumentException when the file is not one of the kernel's */
    public static String text(Path file) throws IOException {
        return Files.readString(checked(file));
    }

    /** The first bytes, at most so many. @throws IllegalArgumentException when the file is not one of the kernel's */
    public static byte[] head(Path file, int bytesMax) throws IOException {
        try (InputStream in = Files.newInputStream(checked(file))) {
            return in.readNBytes(bytesMax);
        }
    }

    private static Path checked(Path file) {
        if (!file.startsWith("/proc")) {
            throw new IllegalArgumentException(file + " is no file of the kernel's");
        }
        return file;
    }
}
