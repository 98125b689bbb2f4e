package dev.raftbeat.node.ballot;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.raftbeat.files.LockFile;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory of the real file system, locked against every other process and against this one. */
final class FileDirectory implements NodeDirectory {
    private static final String LOCK = "lock";
    private static final String EXPECTED = "a file of a node";

    private final Path dir;
    private final LockFile lock;
    private final Map<String, FileChannel> channels = new HashMap<>();
    /** What was created and has not been renamed, under a name that nobody else gave to a file. */
    private final Map<String, Path> fresh = new HashMap<>();

    private FileDirectory(Path dir, LockFile lock) {
        this.dir = dir;
        this.lock = lock;
    }

    /**
     * Makes the directory where it is missing (mode 0700; one that is there keeps its mode) and locks it.
     *
     * @throws BallotFileException when it is no directory, cannot be made or written, or is in use
     */
    static FileDirectory lock(Path dir) throws BallotFileException {
        if (Files.exists(dir) && !Files.isDirectory(dir)) {
            throw new BallotFileException(dir + " is not a directory: name another, or move that file away.");
        }
        try {
            make(dir.toAbsolutePath());
            Path real = dir.toRealPath();
            LockFile lock = LockFile.take(real.resolve(LOCK), mode(dir, "rw-------"))
                    .orElseThrow(() -> new BallotFileException("Another process uses " + dir
                            + ": stop the node that runs there, or give this one its own directory."));
            return new FileDirectory(real, lock);
        } catch (BallotFileException e) {
            throw e;
        } catch (IOException e) {
            throw BallotFaults.cannotUse(dir, e);
        }
    }

    /**
     * Makes what is missing from the top down, each name forced before the next is made. A process killed on the way may
     * have left the lowest directory that is there unforced, so its name is forced as well.
     */
    private static void make(Path dir) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path there = dir;
        while (there != null && !Files.exists(there)) {
            missing.push(there);
            there = there.getParent();
        }
        if (there != null && there.getParent() != null) {
            try {
                WholeFile.forceFolder(there.getParent());
            } catch (AccessDeniedException e) {
                // Its owner lets us use it and not list it: then it was not this program that made what is in it.
                there = null;
            }
        }
        for (Path next : missing) {
            Files.createDirectory(next, mode(next, "rwx------"));
            WholeFile.forceFolder(next.getParent());
        }
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    @Override
    public Path path(String file) {
        return dir.resolve(file);
    }

    @Override
    public Optional<byte[]> read(String file, int limit) throws IOException {
        try (InputStream in = RegularFile.stream(path(file), EXPECTED, NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(limit));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void create(String file, byte[] content) throws IOException {
        drop(file);
        Path made = WholeFile.withOwnName(path(file));
        channels.put(file, channel(made, Set.of(CREATE_NEW, WRITE)));
        fresh.put(file, made);
        write(file, 0, content);
    }

    @Override
    public void write(String file, long at, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            at += channel(file).write(rest, at);
        }
    }

    @Override
    public void force(String file) throws IOException {
        channel(file).force(true);
    }

    @Override
    public void rename(String file, String to) throws IOException {
        drop(to);
        RegularFile.check(path(to), EXPECTED, NOFOLLOW_LINKS);
        Files.move(fresh.get(file), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        fresh.remove(file);
        // The same descriptor from creation to the last save: an error of writing is told to the descriptor that wrote.
        FileChannel channel = channels.remove(file);
        if (channel != null) {
            channels.put(to, channel);
        }
    }

    @Override
    public void forceDirectory() throws IOException {
        WholeFile.forceFolder(dir);
    }

    private FileChannel channel(String file) throws IOException {
        FileChannel open = channels.get(file);
        if (open == null) {
            open = channel(path(file), Set.of(WRITE, NOFOLLOW_LINKS));
            channels.put(file, open);
        }
        return open;
    }

    private FileChannel channel(Path file, Set<? extends OpenOption> options) throws IOException {
        return RegularFile.channel(file, EXPECTED, options, mode(dir, "rw-------"));
    }

    private void drop(String file) throws IOException {
        FileChannel open = channels.remove(file);
        if (open != null) {
            open.close();
        }
    }

    /** Unlocks the directory; a second time does nothing. */
    @Override
    public void close() throws IOException {
        try {
            for (FileChannel channel : channels.values()) {
                channel.close();
            }
            for (Path left : fresh.values()) {
                Files.deleteIfExists(left);
            }
            fresh.clear();
        } finally {
            lock.close();
        }
    }
}
