package dev.raftbeat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        WholeFile.writeLocked(file, "new".getBytes(StandardCharsets.UTF_8), "a poem");
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
    void aLinkInThePlaceOfTheNewFileIsNotFollowed() throws IOException {
        Path file = directory.resolve("poem");
        Path precious = Files.writeString(directory.resolve("precious"), "keep");
        Files.createSymbolicLink(directory.resolve("poem.new"), precious);
        assertThatThrownBy(() -> WholeFile.writeLocked(file, new byte[1], "a poem"))
                .hasMessageContaining("poem.new is a symbolic link");
        assertThat(precious).hasContent("keep");
        assertThat(file).doesNotExist();
    }
}
