package dev.raftbeat.journal;

import dev.raftbeat.files.RegularFile;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * One window of a journal in memory. The disk's room for it is taken by writing zeros before it is mapped: to run out of
 * room while mapped memory is written would end the process without a word.
 */
final class MappedWindow {
    private static final int BLOCK = 64 * 1024;
    private static final Optional<Unmapping> UNMAPPING = Unmapping.find();

    /** What ends a line that was not finished, and closes its gaps. */
    private static final byte CANCELLED = (byte) Journal.CANCELLED;

    final long number;
    private final MappedByteBuffer bytes;

    private MappedWindow(long number, MappedByteBuffer bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** The window of this number, made where there is none. */
    static MappedWindow open(Journal journal, long number) throws IOException {
        Path file = journal.window(number);
        long from = journal.whole() ? number * Journal.WINDOW_BYTES : 0;
        try (FileChannel channel = RegularFile.channel(
                file,
                Journal.EXPECTED,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                forThisUser(file))) {
            extend(channel, from + Journal.WINDOW_BYTES);
            return new MappedWindow(number, channel.map(FileChannel.MapMode.READ_WRITE, from, Journal.WINDOW_BYTES));
        }
    }

    private static FileAttribute<?>[] forThisUser(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void extend(FileChannel channel, long length) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(BLOCK);
        for (long at = channel.size(); at < length; ) {
            zeros.clear().limit((int) Math.min(BLOCK, length - at));
            at += channel.write(zeros, at);
        }
    }

    boolean isBegun() {
        return bytes.get(0) != 0;
    }

    /** Goes to the end of what an earlier process wrote here, and cancels a line that it did not finish. */
    void goOn() {
        int end = boundary();
        int unfinished = end;
        while (unfinished > 0 && bytes.get(unfinished - 1) != '\n') {
            unfinished--;
        }
        // The system may have written the parts of a long line in any order.
        int last = end;
        for (int i = end; i < Math.min(bytes.limit(), end + Journal.LINE_BYTES_MAX); i++) {
            last = bytes.get(i) != 0 ? i + 1 : last;
        }
        for (int i = end; i < last; i++) {
            if (bytes.get(i) == 0) {
                bytes.put(i, CANCELLED);
            }
        }
        bytes.position(last);
        if (last > unfinished) {
            bytes.put(CANCELLED).put((byte) '\n');
        }
    }

    /** A place before which there is a byte that was written, and behind which there is none or a gap. */
    private int boundary() {
        int written = 0;
        int zero = bytes.limit();
        while (written < zero) {
            int middle = (written + zero) >>> 1;
            if (bytes.get(middle) == 0) {
                zero = middle;
            } else {
                written = middle + 1;
            }
        }
        return zero;
    }

    /** Whether there is room for the line, its end, and the cancelling of another line. */
    boolean hasRoom(byte[] line) {
        return bytes.remaining() >= line.length + 3;
    }

    void append(byte[] line) {
        bytes.put(line).put((byte) '\n');
    }

    void append(char sign, byte[] line) {
        bytes.put((byte) sign);
        append(line);
    }

    /** Leaves no gap: who reads on here goes on to the next window. */
    void fill() {
        while (bytes.hasRemaining()) {
            bytes.put((byte) '\n');
        }
    }

    /** How many bytes of it are written. */
    int written() {
        return bytes.position();
    }

    /** Gives the memory back; it must not be used any more. Left to the collector, that may take an hour. */
    void unmap() {
        UNMAPPING.ifPresent(unmapping -> unmapping.of(bytes));
    }

    /** Java has no public way to give mapped memory back; this one every Java since 9 has. */
    private record Unmapping(Object unsafe, Method cleaner) {
        static Optional<Unmapping> find() {
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field instance = type.getDeclaredField("theUnsafe");
                instance.setAccessible(true);
                return Optional.of(
                        new Unmapping(instance.get(null), type.getMethod("invokeCleaner", ByteBuffer.class)));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return Optional.empty();
            }
        }

        void of(MappedByteBuffer bytes) {
            try {
                cleaner.invoke(unsafe, bytes);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("mapped memory cannot be given back", e);
            }
        }
    }
}
