package dev.raftbeat.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What is done to a folder and all that is in it. */
public final class Folders {
    private static final int TRIES = 50;
    private static final long PAUSE_NANOS = 20_000_000L;

    private Folders() {}

    /**
     * Removes a folder with all that is in it, or does nothing where there is none. Only for folders that were made under a
     * name that nobody else has; elsewhere see {@link KnownFiles}. Links are removed, and not followed.
     * A process that was killed may still make a file in its last moments: what has come meanwhile goes too, for a second
     * at the most.
     */
    public static void delete(Path folder) throws IOException {
        for (int tried = 1; Files.isDirectory(folder); tried++) {
            try {
                deleteWhatIsThere(folder);
            } catch (DirectoryNotEmptyException e) {
                if (tried == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void deleteWhatIsThere(Path folder) throws IOException {
        List<Path> inside;
        try (var paths = Files.walk(folder)) {
            inside = paths.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
