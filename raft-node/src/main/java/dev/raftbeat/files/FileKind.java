package dev.raftbeat.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** What there is at a path, in words. */
public final class FileKind {
    private static final int TYPE_MASK = 0170000;
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int SOCKET = 0140000;

    private FileKind() {}

    /**
     * Empty for a regular file; otherwise what it is, such as {@code a named pipe}.
     *
     * @param links not to follow them: then a file that has another name as well, by a hard link, is refused too
     * @throws NoSuchFileException when there is nothing, or a link that leads to nothing
     * @throws UnusableFileException when the system does not tell
     */
    static Optional<String> other(Path file, LinkOption... links) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, links);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        } catch (AccessDeniedException e) {
            throw UnusableFileException.refused(file, "may not be read by this user", e);
        } catch (FileSystemException e) {
            if (Files.isSymbolicLink(file)) {
                return Optional.of("a loop of symbolic links");
            }
            throw UnusableFileException.refused(file, "cannot be read (" + reason(e) + ")", e);
        }
        if (attributes.isRegularFile()) {
            return links.length > 0 && hasOtherNames(file) ? Optional.of("a hard link") : Optional.empty();
        } else if (attributes.isDirectory()) {
            return Optional.of("a folder");
        }
        return Optional.of(attributes.isSymbolicLink() ? "a symbolic link" : special(file, links));
    }

    /** Whether what is written to this path goes to another process, as through a pipe. */
    public static boolean isPipe(Path file) {
        try {
            int type = type(file);
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasOtherNames(Path file) throws IOException {
        try {
            return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // Where the system has no such links.
            return false;
        }
    }

    private static String special(Path file, LinkOption... links) {
        try {
            return switch (type(file, links)) {
                case PIPE -> "a named pipe";
                case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
                case SOCKET -> "a socket";
                default -> "no regular file";
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Where the system has no such types.
            return "no regular file";
        }
    }

    private static int type(Path file, LinkOption... links) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode", links) & TYPE_MASK;
    }

    /** What the system says against it, without the file's name. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
