package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.TypedLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the owner of a cluster ends, none of its processes outlives it, a frozen one neither. */
@Tag("process")
@BesideAnother
class GuardianTest {
    /** Two nodes, the store and the guardian. */
    private static final int PROCESSES = 4;

    private static final List<String> NAMES = List.of(
            "two\nlines",
            "a\ttab",
            " some  blanks ",
            "*[a-z]?{x,y}",
            "it's \"q\" $HOME `id` \\ ; & | > #",
            "-n",
            "\n-Draftbeat.mark=/",
            "[!*");

    @TempDir
    private Path home;

    private Path cluster(String name) throws Exception {
        return home.toRealPath().resolve(name);
    }

    private Path cluster() throws Exception {
        return cluster("cluster");
    }

    /** Whatever names the folder of the test. */
    @AfterEach
    void leaveNothing() throws Exception {
        for (Path path : made) {
            Machine.processesOf(path).forEach(Machine::kill);
        }
    }

    private final List<Path> made = new ArrayList<>();

    private Jvm owner(Path... clusters) throws Exception {
        made.addAll(List.of(clusters));
        Jvm owner = Jvm.start(OwnerMain.class, (Object[]) clusters);
        owner.awaitLine("ready"::equals);
        for (Path cluster : clusters) {
            assertThat(Machine.processesOf(cluster)).as("%s", cluster).hasSize(PROCESSES);
        }
        return owner;
    }

    /** All but the guardian. */
    private static List<Long> marked(Path cluster) {
        List<Long> all = new ArrayList<>(Machine.processesOf(cluster));
        all.remove(Machine.guardianOf(cluster));
        return all;
    }

    @Test
    void anOwnerThatIsKilledLeavesNothing() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            owner.kill();
            Machine.awaitNothingLeft(cluster);
        }
        assertThat(LocalCluster.at(cluster).status())
                .extracting(NodeStatus::state)
                .containsExactly("dead", "dead");
        assertThat(LocalCluster.down(cluster)).isEmpty();
        assertThat(cluster).doesNotExist();
    }

    @Test
    void anOwnerThatIsTerminatedLeavesNothingAndClearsItsFolder() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            owner.terminate();
            Machine.awaitNothingLeft(cluster);
            owner.awaitEnd();
        }
        assertThat(cluster).doesNotExist();
    }

    @Test
    void anOwnerThatEndsInOrderLeavesNothingAndClearsItsFolder() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            owner.closeInput();
            assertThat(owner.awaitEnd()).as(owner::err).isZero();
        }
        assertThat(Machine.processesOf(cluster)).isEmpty();
        assertThat(cluster).doesNotExist();
    }

    /** n2 is frozen all the while: the others end it. */
    @Test
    void anOwnerThatIsKilledWithItsGuardianLeavesNothing() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            Machine.signal("KILL", List.of(Machine.guardianOf(cluster), owner.pid()));
            Machine.awaitNothingLeft(cluster);
        }
    }

    @Test
    void aGuardianThatStandsStillIsNotNeeded() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            long guardian = Machine.guardianOf(cluster);
            Machine.signal("STOP", List.of(guardian));
            owner.kill();
            Machine.await(
                    "all but the guardian end",
                    () -> Machine.processesOf(cluster).equals(List.of(guardian)));
            Machine.signal("CONT", List.of(guardian));
            Machine.awaitNothingLeft(cluster);
        }
    }

    /** Nobody is left to end them then; each ends as soon as it goes on, and ends the others. */
    @Test
    void nodesThatAllStandStillEndWhenOneGoesOn() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            List<Long> marked = marked(cluster);
            Machine.signal("STOP", marked);
            Machine.signal("KILL", List.of(Machine.guardianOf(cluster), owner.pid()));
            Machine.await("the owner ends", () -> !owner.isAlive());
            assertThat(Machine.processesOf(cluster)).containsExactlyInAnyOrderElementsOf(marked);
            Machine.signal("CONT", marked.subList(0, 1));
            Machine.awaitNothingLeft(cluster);
        }
    }

    @Test
    void aNodeThatSomebodyElseRestartedEndsWithTheOwnerToo() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            LocalCluster seen = LocalCluster.at(cluster);
            assertThat(TypedLines.apply(seen::apply, "kill n1; kill n2; restart n1; restart n2")
                            .done())
                    .isTrue();
            assertThat(Machine.processesOf(cluster)).hasSize(PROCESSES);
            Machine.signal("KILL", List.of(Machine.guardianOf(cluster), owner.pid()));
            Machine.awaitNothingLeft(cluster);
        }
    }

    /** All stand still, so that nothing but the guardian can end them: it has to know them whatever the folder is called. */
    @Test
    void theGuardianKnowsTheProcessesOfAFolderOfAnyName() throws Exception {
        List<Path> clusters = new ArrayList<>();
        for (String name : NAMES) {
            clusters.add(cluster(name));
        }
        try (Jvm owner = owner(clusters.toArray(Path[]::new))) {
            for (Path cluster : clusters) {
                Machine.signal("STOP", marked(cluster));
            }
            owner.kill();
            clusters.forEach(Machine::awaitNothingLeft);
        }
        for (Path cluster : clusters) {
            assertThat(LocalCluster.down(cluster)).as("%s", cluster).isEmpty();
        }
    }

    @Test
    void theProcessesOfAnotherClusterAreLeftAlone() throws Exception {
        Path one = cluster("one");
        Path other = cluster("one more");
        try (Jvm first = owner(one);
                Jvm second = owner(other)) {
            List<Long> others = Machine.processesOf(other);
            first.kill();
            Machine.awaitNothingLeft(one);
            assertThat(Machine.processesOf(other)).isEqualTo(others);
            assertThat(second.isAlive()).isTrue();
        }
    }
}
