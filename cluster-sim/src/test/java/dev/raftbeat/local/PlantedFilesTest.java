package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is put in the place of a cluster's files while it is up is neither written through nor taken for ours. */
class PlantedFilesTest {
    private static final List<String> FILES = List.of(
            "lock",
            "cluster.json",
            "token",
            "key",
            "world.ndjson",
            "state",
            "leaders",
            "owner",
            "store",
            "pids/n1",
            "nodes/n1.json",
            "nodes/n1.log",
            "nodes/n1.facts.ndjson",
            "nodes/n1.facts.ndjson.12",
            "nodes/n1/ballot",
            "nodes/n1/initialised",
            "nodes/n1/lock");
    private static final List<String> FOLDERS = List.of("pids", "nodes", "nodes/n1");

    @TempDir
    private Path home;

    private Path p;

    /** What is put there. */
    private enum Plant {
        /** What stood there goes on elsewhere, with a content that is ours. */
        LINK,
        LINK_TO_NOWHERE,
        HARD_LINK,
        PIPE,
        FOLDER;

        void put(Path file, Path home) throws IOException, InterruptedException {
            Path elsewhere = home.resolve("elsewhere");
            switch (this) {
                case LINK -> Files.createSymbolicLink(file, Files.move(file, elsewhere));
                case HARD_LINK -> Files.createLink(elsewhere, file);
                case LINK_TO_NOWHERE -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, elsewhere);
                }
                case PIPE -> {
                    Files.delete(file);
                    StrangeFolders.pipe(file);
                }
                case FOLDER -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
            }
        }
    }

    static Stream<Arguments> plants() {
        return Stream.concat(
                FILES.stream().flatMap(file -> Stream.of(Plant.values()).map(plant -> Arguments.of(file, plant))),
                FOLDERS.stream().map(folder -> Arguments.of(folder, Plant.LINK)));
    }

    private void make(String name, Plant plant) throws Exception {
        p = home.resolve("p");
        OurFolder.make(p);
        LocalCluster.at(p).write(FaultState.fresh(Pace.LAN.settings()));
        plant.put(p.resolve(name), home);
    }

    private void leavesAllOfIt(String name, ThrowingCallable command) throws Exception {
        SortedMap<String, String> before = FolderSnapshot.of(home);
        Throwable thrown = catchThrowable(command);
        assertThat(FolderSnapshot.of(home)).isEqualTo(before);
        assertThat(thrown).isInstanceOf(WorldException.class).hasMessageContaining(name);
    }

    @ParameterizedTest
    @MethodSource("plants")
    void noFaultIsWrittenDownThere(String name, Plant plant) throws Exception {
        make(name, plant);
        leavesAllOfIt(name, () -> TypedLines.apply(LocalCluster.at(p)::apply, "set heartbeat 60ms"));
    }

    @ParameterizedTest
    @MethodSource("plants")
    void whoHasFoundTheClusterBeforeFindsItToo(String name, Plant plant) throws Exception {
        make("owner", Plant.HARD_LINK);
        Files.delete(home.resolve("elsewhere"));
        LocalCluster cluster = LocalCluster.at(p);
        plant.put(p.resolve(name), home);
        leavesAllOfIt(name, () -> TypedLines.apply(cluster::apply, "set heartbeat 60ms"));
        leavesAllOfIt(name, cluster::status);
        leavesAllOfIt(name, cluster::tick);
    }

    @ParameterizedTest
    @MethodSource("plants")
    void noClusterComesUpThere(String name, Plant plant) throws Exception {
        make(name, plant);
        WorldSpec spec = new WorldSpec(1, Pace.LAN.settings(), 1);
        leavesAllOfIt(name, () -> LocalCluster.up(p, spec, false, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("plants")
    void downLeavesItAndNamesIt(String name, Plant plant) throws Exception {
        make(name, plant);
        if (name.equals("lock")) {
            leavesAllOfIt(name, () -> LocalCluster.down(p));
            return;
        }
        SortedMap<String, String> before = FolderSnapshot.of(home);
        assertThat(LocalCluster.down(p)).singleElement().asString().startsWith(name + " (");
        SortedMap<String, String> left = new TreeMap<>(before);
        left.keySet().removeIf(path -> path.startsWith("p/") && !("p/" + name + "/").startsWith(path + "/"));
        assertThat(FolderSnapshot.of(home)).isEqualTo(left);
    }

    @Test
    void aLogBehindALinkIsNotShown() throws Exception {
        make("nodes/n1.log", Plant.LINK);
        Path log = new ClusterDirectory(p).logFile(new NodeId("n1"));
        assertThat(catchThrowable(() -> StandardErrorLog.read(log)))
                .isInstanceOf(IOException.class)
                .hasMessage(log + " is a symbolic link: expected what a process said on standard error in a regular"
                        + " file");
    }
}
