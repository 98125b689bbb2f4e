package dev.raftbeat.journal;

import dev.raftbeat.files.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Appends lines to a journal. What {@link #append} has taken is there for every reader, even if the process is killed in
 * the next moment; it costs no call of the system. The next window is made ready by a thread of its own while the present
 * one is half full. Not for use by two threads; one process writes a journal at a time.
 */
public final class JournalWriter implements AutoCloseable {
    private final Journal journal;
    private final Supplier<List<byte[]>> past;
    private MappedWindow window;
    private CompletableFuture<MappedWindow> next;

    /**
     * Goes on behind what an earlier process wrote.
     *
     * @param past lines that a reader must know who begins at a new window
     */
    public JournalWriter(Journal journal, Supplier<List<byte[]>> past) throws IOException {
        this.journal = journal;
        this.past = past;
        window = last();
        window.goOn();
    }

    /** The last window that was begun; one that was only made ready may stand behind it. */
    private MappedWindow last() throws IOException {
        long number = lastNumber();
        MappedWindow found = MappedWindow.open(journal, number);
        while (!found.isBegun() && number > first()) {
            found.unmap();
            number--;
            found = MappedWindow.open(journal, number);
        }
        return found;
    }

    private long lastNumber() throws IOException {
        if (journal.whole()) {
            long bytes = Files.exists(journal.file()) ? Files.size(journal.file()) : 0;
            return Math.max(0, bytes - 1) / Journal.WINDOW_BYTES;
        }
        List<Long> numbers = journal.numbers();
        return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1);
    }

    private long first() throws IOException {
        List<Long> numbers = journal.numbers();
        return numbers.isEmpty() ? 0 : numbers.get(0);
    }

    /**
     * @param line without its end; it must hold no line end and no zero byte, and not begin with a blank
     * @throws UncheckedIOException when there is no room on the disk for another window
     */
    public void append(byte[] line) {
        if (!window.hasRoom(line)) {
            turn();
        }
        window.append(line);
        if (next == null && window.written() > Journal.WINDOW_BYTES / 2) {
            prepare(window.number + 1);
        }
    }

    private void prepare(long number) {
        CompletableFuture<MappedWindow> prepared = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        prepared.complete(MappedWindow.open(journal, number));
                    } catch (IOException | RuntimeException e) {
                        prepared.completeExceptionally(e);
                    }
                },
                "next window of the journal");
        thread.setDaemon(true);
        thread.start();
        next = prepared;
    }

    private void turn() {
        if (next == null) {
            prepare(window.number + 1);
        }
        MappedWindow fresh = await(next);
        next = null;
        // First of all: killed behind this, the next process finds a window that has ended, and goes on with the fresh
        // one.
        window.fill();
        window.unmap();
        window = fresh;
        for (byte[] line : past.get()) {
            if (fresh.hasRoom(line)) {
                fresh.append(Journal.AGAIN, line);
            }
        }
        if (!journal.whole()) {
            remove(fresh.number - Journal.WINDOWS_KEPT);
        }
    }

    private static MappedWindow await(CompletableFuture<MappedWindow> window) {
        try {
            return window.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException("the next window of the journal", e.getCause());
        }
    }

    /** Somebody may read on in it, for as long as it is open there. */
    private void remove(long number) {
        try {
            Files.deleteIfExists(journal.window(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts off what was never written, where the journal is one file for people to read. */
    @Override
    public void close() throws IOException {
        long end = window.number * Journal.WINDOW_BYTES + window.written();
        if (next != null) {
            await(next).unmap();
        }
        window.unmap();
        if (journal.whole()) {
            try (FileChannel file = RegularFile.channel(
                    journal.file(), Journal.EXPECTED, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                file.truncate(end);
            }
        }
    }
}
