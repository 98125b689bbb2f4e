package dev.raftbeat.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Writes whole files: beside their place, forced, and then moved there. Whoever reads sees the old file or the new one,
 * and a full disk or a crash leaves the old one. Anybody may be writing the same file at the same time.
 */
public final class WholeFile {
    private static final SecureRandom NAMES = new SecureRandom();

    private WholeFile() {}

    /** Writes what is to be in a file. */
    public interface Body {
        /** Not closed by it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a text in UTF-8. Where the path is a link, what it leads to is replaced; with {@code NOFOLLOW_LINKS}, for the
     * files that Raftbeat alone makes, a link is refused. The permissions of what is replaced stay.
     *
     * @param expected what there may be already, such as {@code a scenario}
     * @throws UnusableFileException in a sentence, when something else is there, or it cannot be written
     */
    public static void write(Path file, String text, String expected, LinkOption... links) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), expected, links);
    }

    /** The same for what is too long for a text. */
    public static void write(Path file, Body body, String expected, LinkOption... links) throws IOException {
        try {
            RegularFile.check(file, expected, links);
            boolean followed = links.length == 0 && Files.exists(file);
            Path target = (followed ? file.toRealPath() : file).toAbsolutePath();
            Path fresh = withOwnName(target.resolveSibling(target.getFileName() + ".new"));
            Files.createFile(fresh);
            try {
                fill(fresh, body);
                keepPermissions(target, fresh);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "this user may not" : FileKind.reason(e);
            throw UnusableFileException.refused(file, "cannot be written (" + why + ")", e);
        }
    }

    /** The path with an ending that nobody has given to a file yet: sixteen hexadecimal digits at random. */
    public static Path withOwnName(Path path) {
        return path.resolveSibling(path.getFileName() + "." + HexFormat.of().toHexDigits(NAMES.nextLong()));
    }

    /** Not through a channel, which an interrupt would close: whoever tidies up after an interrupt still writes. */
    private static void fill(Path fresh, Body body) throws IOException {
        try (FileOutputStream file = new FileOutputStream(fresh.toFile())) {
            OutputStream out = new BufferedOutputStream(file);
            body.writeTo(out);
            out.flush();
            file.getFD().sync();
        }
    }

    private static void keepPermissions(Path target, Path fresh) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (posix != null && Files.exists(target)) {
            posix.setPermissions(Files.getPosixFilePermissions(target));
        }
    }

    /** Makes the names in a folder durable. */
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
