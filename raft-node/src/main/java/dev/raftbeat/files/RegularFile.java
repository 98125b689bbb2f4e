package dev.raftbeat.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;

/**
 * Opens regular files, and refuses whatever else bears their name: a named pipe would hold up its reader for ever, a
 * device never ends.
 *
 * <p>Links to regular files are followed: users name files by them. The files that Raftbeat alone makes are read with
 * {@code NOFOLLOW_LINKS}; then neither a symbolic link nor a file that has another name as well is taken for ours. What is
 * appended to or locked is always such a file.
 *
 * <p>What there is is looked at before it is opened, and the opened file once more: between the two it may have been
 * replaced. {@code expected} says what a file ought to be, for the sentence of a refusal, such as {@code a scenario}.
 */
public final class RegularFile {
    private RegularFile() {}

    /**
     * Refuses what is there and no regular file; a file that is missing is none.
     *
     * @throws UnusableFileException in a sentence
     */
    public static void check(Path file, String expected, LinkOption... links) throws IOException {
        Optional<String> other;
        try {
            other = FileKind.other(file, links);
        } catch (NoSuchFileException e) {
            return;
        }
        if (other.isPresent()) {
            throw UnusableFileException.otherKind(file, other.get(), expected);
        }
    }

    /**
     * The whole file as text.
     *
     * @param bytesMax more than any such file has
     * @throws NoSuchFileException when there is none
     * @throws UnusableFileException in a sentence: no regular file, longer than that, no UTF-8, or not to be read
     */
    public static String text(Path file, String expected, int bytesMax, LinkOption... links) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file, expected, bytesMax, links));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, text, true);
        if (result.isError()) {
            throw UnusableFileException.damaged(
                    file, "is no text in UTF-8, as its byte " + (bytes.position() + 1) + " shows", expected);
        }
        return text.flip().toString();
    }

    /** As {@link #text}, for what need not be text. */
    public static byte[] bytes(Path file, String expected, int bytesMax, LinkOption... links) throws IOException {
        try (Content content = open(file, expected, links)) {
            if (content.bytes > bytesMax) {
                throw UnusableFileException.damaged(
                        file, "is " + size(content.bytes) + " long", expected + " of at most " + size(bytesMax));
            }
            return content.readNBytes(bytesMax);
        } catch (UnusableFileException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw UnusableFileException.refused(file, "cannot be read (" + FileKind.reason(e) + ")", e);
        }
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 || bytes % (1 << 20) != 0 && bytes < 10 << 20
                ? bytes + " bytes"
                : (bytes >> 20) + " MiB";
    }

    /**
     * The bytes that are in the file now, for files that may be long; what is appended later is not read.
     *
     * @throws NoSuchFileException when there is none
     * @throws UnusableFileException in a sentence: no regular file, or not to be read
     */
    public static InputStream stream(Path file, String expected, LinkOption... links) throws IOException {
        return open(file, expected, links);
    }

    /** The last bytes of a file that may be long. */
    public static byte[] end(Path file, String expected, int bytesMax, LinkOption... links) throws IOException {
        try (Content content = open(file, expected, links)) {
            content.skipNBytes(Math.max(0, content.bytes - bytesMax));
            return content.readNBytes(bytesMax);
        }
    }

    /** As {@link #stream}, but goes on with what is appended: at its end a read answers -1, and later perhaps more. */
    public static InputStream tail(Path file, String expected, LinkOption... links) throws IOException {
        Content content = open(file, expected, links);
        content.follow();
        return content;
    }

    /** Appends to the file, which is made where it is missing. A link is refused: what is another's could grow by it. */
    public static OutputStream append(Path file, String expected) throws IOException {
        check(file, expected, LinkOption.NOFOLLOW_LINKS);
        return opened(
                file,
                () -> Files.newOutputStream(
                        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
    }

    /** A new file, for what becomes too long to be written as a whole. */
    public static OutputStream create(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    /**
     * The end of a file, as {@link #append}, for what another process says. Java opens the file by its name once more when
     * the process starts: a link that is put there in that moment is followed, so its folder has to be this user's alone.
     */
    public static ProcessBuilder.Redirect redirect(Path file, String expected) throws IOException {
        append(file, expected).close();
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** Opens the file for whatever the options say. */
    public static FileChannel channel(
            Path file, String expected, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean own = options.contains(LinkOption.NOFOLLOW_LINKS);
        check(file, expected, own ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0]);
        return Opening.of(file, () -> FileChannel.open(file, options, attributes));
    }

    private static Content open(Path file, String expected, LinkOption... links) throws IOException {
        Optional<String> other = FileKind.other(file, links);
        if (other.isPresent()) {
            throw UnusableFileException.otherKind(file, other.get(), expected);
        }
        return opened(file, () -> Content.of(file, expected, links));
    }

    private static <T extends Closeable> T opened(Path file, Opening.Action<T> action) throws IOException {
        try {
            return Opening.of(file, action);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        } catch (AccessDeniedException e) {
            throw UnusableFileException.refused(file, "may not be opened by this user", e);
        }
    }
}
