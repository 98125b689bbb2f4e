package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process said is shown, but not three gigabytes of it. */
class StandardErrorLogTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raftbeat node n1: the port is taken | the port is taken",
                "old words;raftbeat node n1: stops, because it must;;  | stops, because it must",
                "Exception in thread \"main\" java.lang.ExceptionInInitializerError;\tat a.B.c(D.java:1);Caused by: java.nio.file.InvalidPathException: Malformed input: /g;\tat e.F.g(H.java:2);\t... 20 more | Malformed input: /g",
                "Error: Could not find or load main class | Error: Could not find or load main class",
                "java.lang.OutOfMemoryError: Java heap space | Java heap space",
                ";\tat nothing;; |"
            })
    void theLastWordsAreASentence(String said, String words) throws IOException {
        Path log = Files.writeString(
                folder.resolve("n1.log"), said.replace(";", "\n").replace("\\t", "\t"));
        assertThat(StandardErrorLog.lastWords(log)).isEqualTo(Optional.ofNullable(words));
        assertThat(StandardErrorLog.lastWords(folder.resolve("none"))).isEmpty();
    }

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
