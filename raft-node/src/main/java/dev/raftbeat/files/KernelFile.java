package dev.raftbeat.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of {@code /proc}, by which the kernel tells of processes: they have no length, and nobody can replace them. */
public final class KernelFile {
    private KernelFile() {}

    /** @throws IllegalArgumentException when the file is not one of the kernel's */
    public static String text(Path file) throws IOException {
        if (!file.startsWith("/proc")) {
            throw new IllegalArgumentException(file + " is no file of the kernel's");
        }
        return Files.readString(file);
    }
}
