package dev.raftbeat.journal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a process keeps its journal, and how much of it.
 *
 * <p>A journal is lines of UTF-8. It is written in windows of {@value #WINDOW_BYTES} bytes, which are zero before they are
 * written. So a line is whole when it ends with a line end and has no zero byte before it: whatever a killed process has
 * left behind that is no whole line. No line crosses from a window into the next; the rest of a window is line ends. A line
 * that begins with a blank stands at the beginning of a window, and tells again what a reader who begins there must know.
 *
 * @param file the file of a journal that is kept whole; of another, its windows are files of this name and a number:
 *     {@code n1.facts.ndjson.7}
 * @param whole whether all of it is kept, in one file that grows; otherwise the last {@value #WINDOWS_KEPT} windows are
 */
public record Journal(Path file, boolean whole) {
    static final int WINDOW_BYTES = 1 << 20;
    static final int WINDOWS_KEPT = 32;

    /** What a cancelled line ends with: Unicode's own sign for it. Its process was killed while it wrote the line. */
    public static final char CANCELLED = '\u0018';

    /** What a line begins with that was told before, and is told again for a reader who begins here. */
    public static final char AGAIN = ' ';

    /** More than is ever written at once; a longer line is damage. */
    static final int LINE_BYTES_MAX = WINDOW_BYTES / 2;

    static final String EXPECTED = "a journal of facts";

    Path window(long number) {
        return whole ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    /** The numbers of the windows that have files of their own, in order; none for a journal that is kept whole. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        String prefix = file.getFileName() + ".";
        Path folder = file.toAbsolutePath().getParent();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                String name = one.getFileName().toString();
                if (name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,15}")) {
                    numbers.add(Long.parseLong(name.substring(prefix.length())));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(numbers);
        return numbers;
    }
}
