package dev.raftbeat.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/**
 * Writes whole files: beside their place, forced, and then moved there. Whoever reads sees the old file or the new one,
 * and a full disk or a crash leaves the old one.
 */
public final class WholeFile {
    private static final SecureRandom NAMES = new SecureRandom();

    private WholeFile() {}

    /**
     * Writes a file that anybody may be writing to at the same time. Where the path is a link, what it leads to is
     * replaced, and the permissions of what is replaced stay.
     *
     * @param expected what there may be already, such as {@code a scenario}
     * @throws UnusableFileException in a sentence, when something else is there, or it cannot be written
     */
    public static void write(Path file, String text, String expected) throws IOException {
        try {
            RegularFile.check(file, expected);
            Path target = (Files.exists(file) ? file.toRealPath() : file).toAbsolutePath();
            Path fresh =
                    target.resolveSibling(target.getFileName() + "." + Long.toHexString(NAMES.nextLong()) + ".new");
            try {
                try (FileChannel out =
                        FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                    fill(out, text.getBytes(StandardCharsets.UTF_8));
                }
                keepPermissions(target, fresh);
                replace(fresh, target);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * As {@link #write}, for whoever holds a lock that keeps every other writer out: the new file has a fixed name, so
     * that a crash leaves no more than one behind.
     */
    public static void writeLocked(Path file, byte[] content, String expected) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        RegularFile.check(file, expected);
        RegularFile.check(fresh, expected, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel out = RegularFile.channel(fresh, expected, options)) {
            fill(out, content);
        }
        replace(fresh, file);
    }

    private static void fill(FileChannel out, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        out.force(true);
    }

    private static void keepPermissions(Path target, Path fresh) throws IOException {
        Optional<PosixFileAttributeView> posix =
                Optional.ofNullable(Files.getFileAttributeView(fresh, PosixFileAttributeView.class));
        if (posix.isPresent() && Files.exists(target)) {
            posix.get().setPermissions(Files.getPosixFilePermissions(target));
        }
    }

    private static void replace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes the names in a folder durable. */
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static UnusableFileException unwritable(Path file, IOException e) {
        String why = e instanceof AccessDeniedException ? "this user may not" : FileKind.reason(e);
        return UnusableFileException.refused(file, "cannot be written (" + why + ")", e);
    }
}
