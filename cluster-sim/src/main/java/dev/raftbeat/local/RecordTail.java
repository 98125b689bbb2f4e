package dev.raftbeat.local;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.wire.FactCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the file of facts that a node appends to, from its beginning and then on and on, whether or not the node runs:
 * a node that was killed has written down all that it told anybody.
 */
final class RecordTail implements FactSources.Lines {
    private static final long LOOK_NANOS = 15_000_000;

    private final InputStream file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] bytes = new byte[64 * 1024];
    private int start;
    private int end;

    /** @throws IOException when the node has not begun its file yet */
    RecordTail(Path path) throws IOException {
        file = RegularFile.tail(path, "the facts of a node", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String next() throws IOException {
        while (true) {
            for (int i = start; i < end; i++) {
                if (bytes[i] == '\n') {
                    line.write(bytes, start, i - start);
                    start = i + 1;
                    String whole = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    return whole;
                }
            }
            // The rest of this line may not be written yet.
            line.write(bytes, start, end - start);
            if (line.size() > FactCodec.LINE_BYTES_MAX) {
                throw new IOException("a line of more than " + FactCodec.LINE_BYTES_MAX + " bytes is no fact");
            }
            start = 0;
            end = Math.max(0, file.read(bytes));
            if (end == 0) {
                LockSupport.parkNanos(LOOK_NANOS);
                return "";
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
