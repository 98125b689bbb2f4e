package dev.raftbeat.store;

import dev.raftbeat.files.LockFile;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a store holds, as a small file of keys and values, replaced as a whole: who reads it sees the contents before a
 * write or after it, never a part. One process at a time.
 *
 * <pre>
 * life=2           how many times a store was opened on it
 * last=n1 3 57     the write that took effect last: its writer, term and sequence
 * newest=n2 5 4    the one with the highest token, which a fence goes by
 * </pre>
 */
public final class StoreFile implements AutoCloseable {
    private static final String EXPECTED = "a store's contents";

    /** Three lines of a name and two numbers. */
    private static final int BYTES_MAX = 4096;

    private final Path file;
    private final LockFile lock;
    private final int life;
    private StoreContents contents;

    private StoreFile(Path file, LockFile lock, Saved found) throws IOException {
        this.file = file;
        this.lock = lock;
        life = found.life + 1;
        contents = found.contents;
        write(contents);
    }

    /** @param life 0 before the first */
    private record Saved(int life, StoreContents contents) {}

    /**
     * Begins another life on the file; a missing one is made.
     *
     * @throws IOException in a sentence, when another process uses it, or it cannot be read or written: a store that began
     *     anew would take stale writes for fresh ones
     */
    public static StoreFile open(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        LockFile lock = null;
        try {
            Files.createDirectories(whole.getParent());
            lock = LockFile.take(whole.resolveSibling(whole.getFileName() + ".lock"))
                    .orElseThrow(() -> new IOException("another store uses it"));
            return new StoreFile(whole, lock, read(whole));
        } catch (IOException e) {
            if (lock != null) {
                lock.close();
            }
            throw new IOException("the store cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    /** What lies in the file now; nothing where there is none. For whoever only looks. */
    public static StoreContents peek(Path file) throws IOException {
        return read(file).contents;
    }

    /** Which life this is, from 1. */
    public int life() {
        return life;
    }

    public StoreContents contents() {
        return contents;
    }

    /** Makes the contents durable before it returns. */
    public void save(StoreContents next) throws IOException {
        write(next);
        contents = next;
    }

    private void write(StoreContents next) throws IOException {
        List<String> lines = new ArrayList<>(List.of("life=" + life));
        next.last().ifPresent(write -> lines.add("last=" + text(write)));
        next.newest().ifPresent(write -> lines.add("newest=" + text(write)));
        WholeFile.write(file, String.join("\n", lines) + "\n", EXPECTED, LinkOption.NOFOLLOW_LINKS);
        WholeFile.forceFolder(file.getParent());
    }

    private static String text(Write write) {
        return write.writer() + " " + write.term() + " " + write.sequence();
    }

    private static Saved read(Path file) throws IOException {
        Properties keys = new Properties();
        try {
            keys.load(new StringReader(RegularFile.text(file, EXPECTED, BYTES_MAX, LinkOption.NOFOLLOW_LINKS)));
            int life = Integer.parseInt(keys.getProperty("life", ""));
            Optional<Write> last = write(keys.getProperty("last"));
            Optional<Write> newest = write(keys.getProperty("newest"));
            if (life < 1 || last.isPresent() != newest.isPresent()) {
                throw new IllegalArgumentException("a key is missing");
            }
            return new Saved(life, new StoreContents(last, newest));
        } catch (NoSuchFileException none) {
            return new Saved(0, StoreContents.EMPTY);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "it holds no store's contents (" + e.getMessage() + "); move it away, or name another", e);
        }
    }

    private static Optional<Write> write(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String[] words = text.split(" ");
        if (words.length != 3) {
            throw new IllegalArgumentException("a write reads NODE TERM SEQUENCE, not \"" + text + "\"");
        }
        return Optional.of(new Write(new NodeId(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
