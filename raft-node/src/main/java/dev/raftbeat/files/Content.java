package dev.raftbeat.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * An opened file up to the length that it had then. An interrupt does not close it, as it would a channel: whoever tidies
 * up after an interrupt still reads.
 */
final class Content extends FilterInputStream {
    /** Its length when it was opened. */
    final long bytes;

    private long left;

    private Content(InputStream in, long bytes) {
        super(in);
        this.bytes = bytes;
        left = bytes;
    }

    /** @throws UnusableFileException when something else has come in the place of a file that was looked at before */
    static Content of(Path file, String expected, LinkOption... links) throws IOException {
        InputStream in = Files.newInputStream(file, links);
        try {
            // A pipe has no position, and cannot tell; or, by a later Java, tells that it holds nothing. A device has
            // no length, and nothing is read of it.
            int bytes = in.available();
            if (bytes == 0 && FileKind.other(file, links).isPresent()) {
                throw new IOException("another kind of file");
            }
            return new Content(in, bytes < Integer.MAX_VALUE ? bytes : Files.size(file));
        } catch (IOException e) {
            in.close();
            throw UnusableFileException.otherKind(file, "no regular file any more", expected);
        }
    }

    /** From now on what is appended is read as well. */
    void follow() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        int next = left > 0 ? in.read() : -1;
        left -= next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (left <= 0 && length > 0) {
            return -1;
        }
        int count = in.read(to, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
