package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.folder.OwnerLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a killed owner left of its cluster goes with the next command, and nothing else does. */
class OrphanFoldersTest {
    /** No process has such a number. */
    private static final String GONE = "999999999";

    @TempDir
    private Path temporary;

    private Path home;

    @BeforeEach
    void choose() throws IOException {
        home = Files.createDirectory(temporary.toRealPath().resolve(".raftbeat"));
    }

    private Path ours(String name) throws IOException {
        Path folder = home.resolve(name);
        OurFolder.make(folder);
        return folder;
    }

    private List<Path> remove() {
        return OrphanFolders.removeBeside(home.resolve("default"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-", "run-", "bench-", "nemesis-", "lesson-"})
    void thatOfAProcessThatIsGoneIsRemoved(String kind) throws IOException {
        Path one = ours(kind + GONE);
        Path other = ours(kind + GONE + "-2");
        assertThat(remove()).containsExactlyInAnyOrder(one, other);
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "mine", "demo", "demo-x", "demo-1-2-3", "monitor-999999999", "DEMO-999999999"})
    void oneThatIsNotCalledAfterAProcessStays(String name) throws IOException {
        ours(name);
        var before = FolderSnapshot.of(home);
        assertThat(remove()).isEmpty();
        assertThat(FolderSnapshot.of(home)).isEqualTo(before);
    }

    @Test
    void thatOfALivingProcessStays() throws IOException {
        ours("demo-" + ProcessHandle.current().pid());
        var before = FolderSnapshot.of(home);
        assertThat(remove()).isEmpty();
        assertThat(FolderSnapshot.of(home)).isEqualTo(before);
    }

    @Test
    void oneWhoseOwnerHoldsItsLockStays() throws IOException {
        Path folder = ours("demo-" + GONE);
        Files.delete(folder.resolve("owner"));
        try (OwnerLock owner = new OwnerLock()) {
            owner.take(folder.resolve("owner"));
            assertThat(remove()).isEmpty();
            assertThat(folder.resolve("cluster.json")).exists();
        }
        assertThat(remove()).containsExactly(folder);
    }

    @Test
    void whatRaftbeatDidNotMakeStays() throws IOException {
        Path folder = ours("demo-" + GONE);
        Path thesis = Files.writeString(folder.resolve("thesis.txt"), "gold");
        assertThat(remove()).isEmpty();
        assertThat(thesis).hasContent("gold");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(thesis);
        }
    }

    @Test
    void foldersWithoutOurMarkAndLinksAndFilesStay() throws IOException {
        Files.createDirectory(home.resolve("demo-" + GONE));
        Files.writeString(Files.createDirectory(home.resolve("run-" + GONE)).resolve("lock"), "somebody else's");
        Path elsewhere = temporary.resolve("elsewhere");
        OurFolder.make(elsewhere);
        Files.createSymbolicLink(home.resolve("bench-" + GONE), elsewhere);
        Files.writeString(home.resolve("nemesis-" + GONE), "gold");
        var before = FolderSnapshot.of(temporary);
        assertThat(remove()).isEmpty();
        assertThat(FolderSnapshot.of(temporary)).isEqualTo(before);
    }

    @Test
    void onlyAFolderThatIsCalledRaftbeatIsLookedInto() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("other"));
        OurFolder.make(other.resolve("demo-" + GONE));
        assertThat(OrphanFolders.removeBeside(other.resolve("default"))).isEmpty();
        assertThat(OrphanFolders.removeBeside(temporary.resolve("missing/.raftbeat/default")))
                .isEmpty();
        assertThat(other.resolve("demo-" + GONE + "/cluster.json")).exists();
    }

    @Test
    void anEndedClusterThatRecordedIsHandedOverBeforeItsFolderIsCleared() throws IOException {
        Path folder = ours("default");
        List<Path> kept = new ArrayList<>();
        LocalCluster.keepOfEnded(folder, kept::addAll);
        assertThat(kept).as("nothing was told").isEmpty();
        Path facts = Files.writeString(folder.resolve("nodes/n1.facts.ndjson"), "{}\n");
        LocalCluster.keepOfEnded(folder, kept::addAll);
        assertThat(kept).containsExactly(facts, folder.resolve("world.ndjson"));
        kept.clear();
        LocalCluster.keepOfEnded(home.resolve("missing"), kept::addAll);
        assertThat(kept).isEmpty();
        assertThat(LocalCluster.down(folder, kept::addAll)).isEmpty();
        assertThat(kept).hasSize(2);
        assertThat(folder).doesNotExist();
    }
}
