package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the owner of a cluster ends, none of its processes outlives it, a frozen one neither. */
@Tag("process")
class GuardianTest {
    /** Two nodes and the guardian. */
    private static final int PROCESSES = 3;

    @TempDir
    private Path home;

    private Path cluster() throws Exception {
        return home.toRealPath().resolve("cluster");
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Machine.processesOf(cluster()).forEach(Machine::kill);
    }

    private Jvm owner(Path cluster) throws Exception {
        Jvm owner = Jvm.start(OwnerMain.class, cluster);
        owner.awaitLine("ready"::equals);
        assertThat(Machine.processesOf(cluster)).hasSize(PROCESSES);
        return owner;
    }

    @Test
    void anOwnerThatIsKilledLeavesNothing() throws Exception {
        Path cluster = cluster();
        try (Jvm owner = owner(cluster)) {
            owner.kill();
            Machine.awaitNothingLeft(cluster);
        }
        try (var pids = Files.list(cluster.resolve("pids"))) {
            assertThat(pids).as("processes that are still written down").isEmpty();
        }
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
}
