package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.world.WorldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path home;

    private Path p;

    @BeforeEach
    void layOut() throws Exception {
        p = home.resolve("p");
        OurFolder.make(p);
    }

    @Test
    void itIsHeldOnceAndAnInnerHoldIsAMistake() {
        ClusterDirectory directory = new ClusterDirectory(p);
        ClusterDirectory again = new ClusterDirectory(p);
        assertThatThrownBy(() -> directory.locked(() -> again.locked(() -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is held by this thread already");
        assertThat(directory.locked(() -> 2)).as("afterwards").isEqualTo(2);
    }

    @Test
    void allSpellingsOfAFolderAreOneFolder() throws Exception {
        Files.createDirectories(home.resolve("a/b"));
        Files.createSymbolicLink(home.resolve("link"), home.resolve("a/b"));
        Path real = home.toRealPath();
        assertThat(Stream.of("p", "./p/.", "a/../p", "a/b/../../p/./.", "link/../../p", "p/nodes/..")
                        .map(spelling -> new ClusterDirectory(home.resolve(spelling)).root()))
                .containsOnly(real.resolve("p"));
        assertThat(new ClusterDirectory(home.resolve("link/none/../new")).root())
                .isEqualTo(real.resolve("a/b/new"));
        assertThat(new ClusterDirectory(Path.of("/")).root()).isEqualTo(Path.of("/"));
    }

    @Test
    void threadsThatComeByDifferentSpellingsKeepEachOtherOut() throws Exception {
        Files.createSymbolicLink(home.resolve("link"), home);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (String spelling : List.of("p", "link/p", "./p", "p/nodes/..", "p", "link/./p")) {
            tasks.add(new FutureTask<>(() -> Counting.count(home.resolve(spelling), 50), null));
        }
        tasks.forEach(task -> new Thread(task).start());
        assertThat(tasks).allSatisfy(task -> assertThat(task).succeedsWithin(Duration.ofSeconds(60)));
        assertThat(Counting.number(new ClusterDirectory(p))).isEqualTo(300);
    }

    @Test
    void aNamedPipeInPlaceOfTheLockHoldsUpNobody() throws Exception {
        Files.delete(p.resolve("lock"));
        StrangeFolders.pipe(p.resolve("lock"));
        isRefused("lock in it is a named pipe that Raftbeat did not make");
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed() throws Exception {
        Path elsewhere = home.resolve("elsewhere");
        Files.delete(p.resolve("lock"));
        Files.createSymbolicLink(p.resolve("lock"), elsewhere);
        isRefused("lock in it is a symbolic link that Raftbeat did not make");
        assertThat(elsewhere).doesNotExist();
    }

    private void isRefused(String words) {
        FutureTask<Integer> task = new FutureTask<>(() -> new ClusterDirectory(p).locked(() -> 1));
        new Thread(task).start();
        assertThat(task)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withCauseInstanceOf(WorldException.class)
                .withMessageContaining(words);
    }
}
