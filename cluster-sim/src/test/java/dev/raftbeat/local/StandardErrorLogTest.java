package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process said is shown, but not three gigabytes of it. */
class StandardErrorLogTest {
    @TempDir
    private Path folder;

    @Test
    void aShortOneIsShownWhole() throws IOException {
        Path log = Files.writeString(folder.resolve("n1.log"), "one\ntwo\n");
        assertThat(StandardErrorLog.read(log)).isEqualTo(new StandardErrorLog.Shown("one\ntwo\n", 0));
    }

    @Test
    void ofALongOneTheLastWholeLinesAreShown() throws IOException {
        Path log = folder.resolve("n1.log");
        try (RandomAccessFile sparse = new RandomAccessFile(log.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        byte[] last = "\none\ntwo\n".getBytes(StandardCharsets.UTF_8);
        Files.write(log, last, StandardOpenOption.APPEND);
        assertThat(StandardErrorLog.read(log)).isEqualTo(new StandardErrorLog.Shown("one\ntwo\n", (3L << 30) + 1));
    }
}
