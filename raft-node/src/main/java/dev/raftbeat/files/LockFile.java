package dev.raftbeat.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file that is held by one holder at a time, against every other process and against this one. */
public final class LockFile implements Closeable {
    /**
     * The files that this process holds. A POSIX lock belongs to the process and is lost as soon as any of its descriptors
     * of the file is closed, so the file must not even be opened a second time.
     */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock; the file is made where it is missing. A link is refused: it could lock what is another's.
     *
     * @return empty when somebody holds it
     */
    public static Optional<LockFile> take(Path file, FileAttribute<?>... attributes) throws IOException {
        Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!HERE.add(real)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = RegularFile.channel(real, "a lock", OPTIONS, attributes);
            taken = channel.tryLock() != null;
            return taken ? Optional.of(new LockFile(real, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            // Something else in this process locks it, and keeps it.
            return Optional.empty();
        } finally {
            if (!taken) {
                HERE.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Lets go of it; a second time does nothing. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HERE.remove(file);
        }
    }
}
