package dev.raftbeat.local.folder;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Held by the owner of a cluster as long as it lives: its nodes wait for a share of it, and end when they get it. The
 * lock belongs to the process and is lost with the first descriptor of the file that is closed, so nothing else in this
 * process may open the file.
 */
public final class OwnerLock implements AutoCloseable {
    private FileChannel channel;

    /**
     * Makes the file and locks it, for this process's life.
     *
     * @throws WorldException when that is not possible
     */
    public void take(Path file) {
        try {
            channel = RegularFile.channel(
                    file, "the lock of an owner", Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            channel.lock();
        } catch (IOException e) {
            throw new WorldException("the owner's lock " + file + " cannot be taken: " + e.getMessage(), e);
        }
    }

    /**
     * Whether no process holds the lock of an owner in this file. Not for a file of this process, whose lock would be lost.
     */
    public static boolean isFree(Path file) {
        try (FileChannel other = RegularFile.channel(
                file,
                "the lock of an owner",
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            return other.tryLock() != null;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Lets go of it. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It goes with the process at the latest.
            return;
        }
    }
}
