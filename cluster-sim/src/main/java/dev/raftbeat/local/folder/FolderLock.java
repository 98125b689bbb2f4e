package dev.raftbeat.local.folder;

import dev.raftbeat.files.FileStat;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.User;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The file {@code lock} of a cluster's folder: whoever reads and then writes there holds it meanwhile, against other
 * processes and other threads of this one. It also says, by its content, that Raftbeat made the folder; one file for
 * both, so that it is made in one step and goes last in one step.
 *
 * <p>A POSIX lock belongs to the process and is lost as soon as any of its descriptors of the file is closed. So the file
 * is opened in this class alone, and only by the thread that holds {@link #threads}; and it cannot be held twice by one
 * thread, for the end of the inner hold would end the outer one.
 */
public final class FolderLock {
    static final String NAME = "lock";
    private static final byte[] MARK = "raftbeat cluster 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final long LOOK_NANOS = 5_000_000;
    /** Whoever makes the file writes the mark at once; one that stays empty is somebody else's. */
    private static final int BLANK_LOOKS = 200;

    /** More than one step of the clock by which file systems tell of changes. */
    private static final long STILL_NANOS = 25_000_000;

    private static final int TRIES_MAX = 400;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final User user;
    private final String shown;
    private final ReentrantLock threads;

    /** What the file says of its folder. */
    enum Mark {
        /** There is no such file. */
        MISSING,
        /** Raftbeat made the folder. */
        OURS,
        /** Somebody made the file, and not for this. */
        OTHER
    }

    /**
     * @param folder by the one path that all its spellings come to
     * @param shown the folder as people know it
     */
    public FolderLock(Path folder, User user, String shown) {
        file = folder.resolve(NAME);
        this.user = user;
        this.shown = shown;
        threads = THREADS.computeIfAbsent(folder, path -> new ReentrantLock());
    }

    /** Whether this thread holds it. */
    boolean isHeld() {
        return threads.isHeldByCurrentThread();
    }

    /** What the file says; asked by a thread that does not hold the lock, or that is about to. */
    Mark mark() throws IOException {
        threads.lock();
        try {
            for (int look = 0; look < BLANK_LOOKS; look++) {
                Optional<Mark> mark = look();
                if (mark.isPresent()) {
                    return mark.get();
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return Mark.OTHER;
        } finally {
            threads.unlock();
        }
    }

    /** @return empty while the file is blank */
    private Optional<Mark> look() throws IOException {
        if (FileStat.of(file).isEmpty()) {
            return Optional.of(Mark.MISSING);
        }
        if (!FileStat.is(file, FileStat.Kind.FILE, user)) {
            return Optional.of(Mark.OTHER);
        }
        try (FileChannel channel = open()) {
            ByteBuffer head = ByteBuffer.allocate(MARK.length + 1);
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // Until its end, or as far as matters.
            }
            head.flip();
            return head.hasRemaining()
                    ? Optional.of(head.equals(ByteBuffer.wrap(MARK)) ? Mark.OURS : Mark.OTHER)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(Mark.MISSING);
        }
    }

    /** Not blocking, whatever stands there; no link is followed. */
    private FileChannel open() throws IOException {
        return RegularFile.channel(
                file, "a lock", Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Makes the file with its mark.
     *
     * @return false when somebody else was faster, or has just removed the folder
     */
    boolean make() throws IOException {
        try (FileChannel channel =
                RegularFile.channel(file, "a lock", Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            channel.write(ByteBuffer.wrap(MARK));
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return false;
        }
    }

    /** Somebody has held the lock for too long. */
    private static final class BusyException extends IOException {
        private static final long serialVersionUID = 1L;

        BusyException(String sentence) {
            super(sentence);
        }
    }

    /** What has to be true of the folder before its lock is taken. */
    public interface Requirement {
        /** @return false to be asked again, because the folder has changed meanwhile */
        boolean isMet() throws IOException;
    }

    /**
     * Runs {@code change} while nobody else holds the lock.
     *
     * @param requirement refuses a folder that is not to be touched, and sees that the file is there
     * @throws IllegalStateException when this thread holds the lock already
     * @throws WorldException when the folder is refused, or somebody holds the lock for too long
     */
    public <T> T hold(Requirement requirement, Supplier<T> change) {
        if (isHeld()) {
            throw new IllegalStateException("the lock of " + shown + " is held by this thread already");
        }
        threads.lock();
        try (FileChannel held = take(requirement)) {
            return change.get();
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException
                    ? "this user may not write to " + e.getMessage()
                    : e.getMessage();
            throw new WorldException("the cluster's folder " + shown + " cannot be used: " + why, e);
        } finally {
            threads.unlock();
        }
    }

    /** A refusal counts for a folder that stands still: one that somebody lays out or clears meanwhile may be seen half. */
    private FileChannel take(Requirement requirement) throws IOException {
        List<Optional<FileStat>> still = List.of();
        for (int tried = 1; ; tried++) {
            try {
                Optional<FileChannel> channel = tryTake(requirement);
                if (channel.isPresent()) {
                    return channel.get();
                }
                still = List.of();
            } catch (BusyException e) {
                throw e;
            } catch (IOException | WorldException e) {
                if (tried >= TRIES_MAX || still.equals(state())) {
                    throw e;
                }
                still = stateIfStill();
            }
        }
    }

    private List<Optional<FileStat>> stateIfStill() {
        List<Optional<FileStat>> before = state();
        LockSupport.parkNanos(STILL_NANOS);
        return before.equals(state()) ? before : List.of();
    }

    private List<Optional<FileStat>> state() {
        List<Optional<FileStat>> state = new ArrayList<>();
        for (Path path : List.of(file.getParent(), file)) {
            try {
                state.add(FileStat.of(path));
            } catch (IOException e) {
                state.add(Optional.empty());
            }
        }
        return state;
    }

    /** @return empty when the file was removed, or replaced, while it was waited for */
    private Optional<FileChannel> tryTake(Requirement requirement) throws IOException {
        if (!requirement.isMet()) {
            return Optional.empty();
        }
        Optional<FileStat> before = FileStat.of(file);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (!FileStat.is(file, FileStat.Kind.FILE, user)) {
            throw new IOException(NAME + " in it is " + before.get().words() + " that Raftbeat did not make");
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = open();
            await(channel);
            taken = FileStat.of(file).equals(before);
            return taken ? Optional.of(channel) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } finally {
            if (!taken && channel != null) {
                channel.close();
            }
        }
    }

    private void await(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isLocked(channel)) {
            if (System.nanoTime() - end > 0) {
                throw new BusyException("another command has been changing it for " + Amounts.time(PATIENCE_NANOS)
                        + "; end that one first");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it, having come by another name of the folder.
            return false;
        }
    }
}
