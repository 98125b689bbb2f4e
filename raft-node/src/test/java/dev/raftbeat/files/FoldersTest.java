package dev.raftbeat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That all of a folder goes, and nothing beside it. */
class FoldersTest {
    @TempDir
    private Path home;

    @Test
    void allThatIsInsideGoes() throws IOException {
        Path folder = Files.createDirectories(home.resolve("run/a/b"));
        Files.writeString(folder.resolve("c"), "c");
        Files.writeString(home.resolve("run/d"), "d");
        Folders.delete(home.resolve("run"));
        assertThat(home.resolve("run")).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsNoneToRemove() {
        assertThatCode(() -> Folders.delete(home.resolve("none"))).doesNotThrowAnyException();
    }

    @Test
    void aLinkGoesAndWhatItLeadsToStays() throws IOException {
        Path kept = Files.createDirectory(home.resolve("kept"));
        Files.writeString(kept.resolve("file"), "kept");
        Path folder = Files.createDirectory(home.resolve("run"));
        Files.createSymbolicLink(folder.resolve("link"), kept);
        Folders.delete(folder);
        assertThat(folder).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("kept");
    }

    /** A writer of many files, of which some come between the look and the removal. */
    @Test
    void whatComesMeanwhileGoesToo() throws Exception {
        Path folder = Files.createDirectory(home.resolve("run"));
        CountDownLatch writes = new CountDownLatch(200);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 1_000; i++) {
                try {
                    Files.writeString(folder.resolve("file" + i), "");
                } catch (IOException gone) {
                    return;
                }
                writes.countDown();
            }
        });
        writer.start();
        writes.await();
        Folders.delete(folder);
        writer.join();
        assertThat(folder).doesNotExist();
    }
}
