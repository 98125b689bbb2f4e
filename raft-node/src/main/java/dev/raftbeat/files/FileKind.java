package dev.raftbeat.files;

import dev.raftbeat.files.FileStat.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What there is at a path, in words. */
public final class FileKind {
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
            return links.length > 0 && unix(file, "nlink", links).orElse(1) > 1
                    ? Optional.of("a hard link")
                    : Optional.empty();
        } else if (attributes.isDirectory()) {
            return Optional.of("a folder");
        }
        return Optional.of(attributes.isSymbolicLink() ? "a symbolic link" : special(file, links));
    }

    /** Whether what is written to this path goes to another process, as through a pipe. */
    public static boolean isPipe(Path file) {
        try {
            OptionalInt mode = unix(file, "mode");
            return mode.isPresent() && List.of(Kind.FIFO, Kind.SOCKET).contains(FileStat.kind(mode.getAsInt()));
        } catch (IOException e) {
            return false;
        }
    }

    private static String special(Path file, LinkOption... links) {
        try {
            OptionalInt mode = unix(file, "mode", links);
            return mode.isPresent() ? FileStat.kind(mode.getAsInt()).words() : "no regular file";
        } catch (IOException e) {
            return "no regular file";
        }
    }

    /** An attribute that files have on Unix; empty where the system has none such. */
    private static OptionalInt unix(Path file, String name, LinkOption... links) throws IOException {
        try {
            return OptionalInt.of((Integer) Files.getAttribute(file, "unix:" + name, links));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }

    /** What the system says against it, without the file's name. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
