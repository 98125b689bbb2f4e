package dev.raftbeat.etcd;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of a text that may be anything: of a longer one only the beginning is kept. */
final class BoundedLines {
    private final Reader in;
    private final int max;

    BoundedLines(Reader in, int max) {
        this.in = in;
        this.max = max;
    }

    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.length() < max && read != '\r') {
                line.append((char) read);
            }
        }
        return Optional.of(line.toString());
    }
}
