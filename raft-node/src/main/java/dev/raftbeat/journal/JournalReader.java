package dev.raftbeat.journal;

import dev.raftbeat.files.RegularFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a journal while it is written and afterwards, from its beginning where that is not far back, otherwise from its
 * newest window. A reader that is slower than the writer by all the windows that are kept goes on with the oldest that is
 * there; only the numbers of the facts show what it has missed. Not for use by two threads.
 */
public final class JournalReader implements Closeable {
    /** From how many windows a reader reads everything; of more, only the newest, or it would be busy for a while. */
    static final int WINDOWS_AT_ONCE = 8;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Journal journal;
    private FileChannel file;
    private long number;
    /** Of the first byte of the buffer in its file. */
    private long place;

    private byte[] bytes = new byte[BUFFER_BYTES];
    private int start;
    private int end;

    /** @throws IOException when nobody has begun the journal yet */
    public JournalReader(Journal journal) throws IOException {
        this.journal = journal;
        if (journal.whole()) {
            file = channel(0);
            long windows = (file.size() - 1) / Journal.WINDOW_BYTES + 1;
            place = windows <= WINDOWS_AT_ONCE + 1 ? 0 : lastBegun(windows) * Journal.WINDOW_BYTES;
        } else {
            List<Long> numbers = journal.numbers();
            if (numbers.isEmpty()) {
                throw new NoSuchFileException(journal.file().toString());
            }
            open(numbers);
        }
    }

    private void open(List<Long> numbers) throws IOException {
        boolean all = numbers.size() <= WINDOWS_AT_ONCE + 1 && numbers.get(0) == 1;
        number = numbers.get(all ? 0 : numbers.size() - 1);
        file = channel(number);
        if (!all && !isBegun(0)) {
            file.close();
            number = numbers.get(numbers.size() - 2);
            file = channel(number);
        }
    }

    private long lastBegun(long windows) throws IOException {
        return isBegun((windows - 1) * Journal.WINDOW_BYTES) ? windows - 1 : windows - 2;
    }

    private boolean isBegun(long at) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(1);
        return file.read(first, at) == 1 && first.get(0) != 0;
    }

    private FileChannel channel(long window) throws IOException {
        return RegularFile.channel(
                journal.window(window), Journal.EXPECTED, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** The next line, without its end; empty when no other was written before this was called. */
    public Optional<String> poll() throws IOException {
        boolean fresh = false;
        while (true) {
            int stop = start;
            while (stop < end && bytes[stop] != 0 && bytes[stop] != '\n') {
                stop++;
            }
            if (stop < end && bytes[stop] == '\n') {
                int from = start;
                start = stop + 1;
                fresh = false;
                if (stop > from && bytes[stop - 1] != Journal.CANCELLED) {
                    return Optional.of(new String(bytes, from, stop - from, StandardCharsets.UTF_8));
                }
            } else if (fresh && (stop < end || end < bytes.length)) {
                if (!goOn()) {
                    return Optional.empty();
                }
                fresh = false;
            } else {
                if (fresh) {
                    grow();
                }
                read();
                fresh = true;
            }
        }
    }

    /** Reads the present line once more, from its beginning: what was zero may have been written. */
    private void read() throws IOException {
        place += start;
        start = 0;
        end = Math.max(0, file.read(ByteBuffer.wrap(bytes), place));
    }

    private void grow() throws IOException {
        if (bytes.length > Journal.LINE_BYTES_MAX) {
            throw new IOException(
                    "a line of more than " + Journal.LINE_BYTES_MAX + " bytes is none of " + Journal.EXPECTED);
        }
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }

    /** @return whether there is another window to read from */
    private boolean goOn() throws IOException {
        if (journal.whole() || place + start < Journal.WINDOW_BYTES) {
            return false;
        }
        long following = number + 1;
        FileChannel opened;
        try {
            opened = channel(following);
        } catch (NoSuchFileException removed) {
            following = journal.numbers().stream()
                    .filter(one -> one > number)
                    .findFirst()
                    .orElseThrow(() -> removed);
            opened = channel(following);
        }
        file.close();
        file = opened;
        number = following;
        place = 0;
        start = 0;
        end = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
