package dev.raftbeat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is replaced as a whole or not at all. */
class WholeFileTest {
    @TempDir
    private Path directory;

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theNewFileStandsInThePlaceOfTheOldOneAndNothingBesideIt() throws IOException {
        Path file = directory.resolve("poem");
        WholeFile.write(file, "old", "a poem");
        WholeFile.write(file, "é", "a poem");
        assertThat(file).hasContent("é");
        WholeFile.write(file, "new", "a poem", LinkOption.NOFOLLOW_LINKS);
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("poem");
    }

    @Test
    void aLinkStaysALinkAndPermissionsStay() throws IOException {
        Path file = Files.writeString(directory.resolve("poem"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        WholeFile.write(link, "new", "a poem");
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(names()).containsExactly("link", "poem");
    }

    @Test
    void whereNothingCanBeWrittenASentenceSaysSo() {
        Path file = directory.resolve("nowhere").resolve("poem");
        assertThatThrownBy(() -> WholeFile.write(file, "x", "a poem"))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith(file + " cannot be written (");
    }

    @Test
    void whatSomebodyPutBesideItStaysAsItIs() throws IOException {
        Path file = directory.resolve("poem");
        Path precious = Files.writeString(directory.resolve("precious"), "keep");
        Files.writeString(directory.resolve("poem.new"), "mine");
        Files.createSymbolicLink(directory.resolve("poem.new.link"), precious);
        WholeFile.write(file, "x", "a poem");
        WholeFile.write(file, "y", "a poem", LinkOption.NOFOLLOW_LINKS);
        assertThat(file).hasContent("y");
        assertThat(precious).hasContent("keep");
        assertThat(directory.resolve("poem.new")).hasContent("mine");
        assertThat(names()).containsExactly("poem", "poem.new", "poem.new.link", "precious");
    }

    @Test
    void whatFailsLeavesTheOldFileAndNothingBesideIt() throws IOException {
        Path file = Files.writeString(directory.resolve("poem"), "old");
        assertThatThrownBy(() -> WholeFile.write(
                        file,
                        out -> {
                            out.write('x');
                            throw new IOException("the muse has gone");
                        },
                        "a poem"))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(file + " cannot be written (the muse has gone)");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("poem");
    }

    @Test
    void whoeverIsInterruptedStillWrites() throws IOException {
        Path file = directory.resolve("poem");
        Thread.currentThread().interrupt();
        WholeFile.write(file, "x", "a poem");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("x");
    }
}
