package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a cluster's folder, what Raftbeat did not make stays when the cluster goes. */
class FolderRemainsTest {
    @TempDir
    private Path home;

    /** Puts something into a cluster's folder. */
    private interface Stranger {
        void put(Path home, Path p) throws IOException, InterruptedException;
    }

    private static final Map<String, Stranger> STRANGERS = strangers();

    /** By the words in which it is said that they are left. */
    private static Map<String, Stranger> strangers() {
        Map<String, Stranger> all = new LinkedHashMap<>();
        for (String file : new String[] {
            "thesis.txt",
            ".DS_Store",
            "pids/n1~",
            "pids/.DS_Store",
            "pids/n10",
            "nodes/notes.txt",
            "nodes/notes.log",
            "nodes/n1.log.1",
            "nodes/n1/thesis.txt",
            "lock~",
            "state.bak"
        }) {
            all.put(file, (home, p) -> Files.writeString(p.resolve(file), "gold"));
        }
        all.put(
                "notes (a folder)",
                (home, p) -> Files.writeString(
                        Files.createDirectory(p.resolve("notes")).resolve("n1"), "gold"));
        all.put("pids/n3 (a folder)", (home, p) -> Files.createDirectory(p.resolve("pids/n3")));
        all.put("pids/n4 (a symbolic link)", (home, p) -> link(p.resolve("pids/n4"), p.resolve("nodes")));
        all.put("token (a symbolic link)", (home, p) -> moveBehindLink(p.resolve("token"), home));
        all.put("nodes (a symbolic link)", (home, p) -> moveBehindLink(p.resolve("nodes"), home));
        all.put("pids (a symbolic link)", (home, p) -> moveBehindLink(p.resolve("pids"), home));
        all.put("nodes/n1 (a symbolic link)", (home, p) -> moveBehindLink(p.resolve("nodes/n1"), home));
        all.put("cluster.json (a symbolic link)", (home, p) -> moveBehindLink(p.resolve("cluster.json"), home));
        all.put("state (a folder)", (home, p) -> {
            Files.delete(p.resolve("state"));
            Files.writeString(Files.createDirectory(p.resolve("state")).resolve("lock"), "gold");
        });
        all.put("store (a named pipe)", (home, p) -> {
            Files.delete(p.resolve("store"));
            StrangeFolders.pipe(p.resolve("store"));
        });
        return all;
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target);
    }

    private static void moveBehindLink(Path file, Path home) throws IOException {
        link(file, Files.move(file, home.resolve("elsewhere")));
    }

    static Stream<String> words() {
        return STRANGERS.keySet().stream();
    }

    private Path madeWith(String words) throws Exception {
        Path p = home.resolve("p");
        OurFolder.make(p);
        STRANGERS.get(words).put(home, p);
        return p;
    }

    @ParameterizedTest
    @MethodSource("words")
    void downLeavesItAndSaysSo(String words) throws Exception {
        Path p = madeWith(words);
        SortedMap<String, String> before = FolderSnapshot.of(home);

        assertThat(LocalCluster.down(p)).containsExactly(words);

        SortedMap<String, String> after = FolderSnapshot.of(home);
        String left = "p/" + words.replaceAll(" \\(.*", "");
        SortedMap<String, String> expected = new TreeMap<>(before);
        expected.keySet()
                .removeIf(path ->
                        path.startsWith("p/") && !(path + "/").startsWith(left + "/") && !left.startsWith(path + "/"));
        assertThat(after).isEqualTo(expected);
        assertThatThrownBy(() -> LocalCluster.down(p))
                .isInstanceOf(WorldException.class)
                .hasMessageStartingWith("no cluster runs in ");
    }

    @ParameterizedTest
    @MethodSource("words")
    void upLeavesAllOfItAndSaysWhy(String words) throws Exception {
        Path p = madeWith(words);
        SortedMap<String, String> before = FolderSnapshot.of(home);
        WorldSpec spec = new WorldSpec(1, Pace.LAN.settings(), 1);

        assertThatThrownBy(() -> LocalCluster.up(p, spec, false, Optional.empty()))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("p holds what Raftbeat did not make: " + words);
        assertThat(FolderSnapshot.of(home)).isEqualTo(before);
    }

    @Test
    void whatIsAllOursGoesWithItsFolder() throws Exception {
        Path p = home.resolve("p");
        OurFolder.make(p);
        assertThat(LocalCluster.down(p)).isEmpty();
        assertThat(p).doesNotExist();
    }

    @Test
    void aDamagedPlanIsKnownByTheLock() throws Exception {
        Path p = home.resolve("p");
        OurFolder.make(p);
        Files.writeString(p.resolve("cluster.json"), "{\"v\":1,");
        Files.writeString(p.resolve("thesis.txt"), "gold");
        assertThat(LocalCluster.down(p)).containsExactly("thesis.txt");
        assertThat(FolderSnapshot.of(p)).containsOnlyKeys("", "thesis.txt");
    }

    @Test
    void aLostLockIsMadeUpForByThePlan() throws Exception {
        Path p = home.resolve("p");
        OurFolder.make(p);
        Files.delete(p.resolve("lock"));
        assertThat(LocalCluster.down(p)).isEmpty();
        assertThat(p).doesNotExist();
    }

    @Test
    void anUpThatWasKilledAtOnceLeavesWhatDownClears() throws Exception {
        Path p = home.resolve("p");
        new ClusterDirectory(p).lockedAnew(() -> p);
        assertThat(FolderSnapshot.of(p)).containsOnlyKeys("", "lock");
        assertThat(LocalCluster.down(p)).isEmpty();
        assertThat(p).doesNotExist();
    }
}
