package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.world.WorldException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock between processes: it excludes, it ends with its holder, and it is the one of the folder that is there. */
@Tag("process")
class FolderLockProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private Path p;

    @BeforeEach
    void layOut() throws Exception {
        p = home.resolve("p");
        OurFolder.make(p);
    }

    private static <T> FutureTask<T> begin(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }

    @Test
    void processesAndThreadsTakeTurns() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(Holder.Java.start(Counting.class, List.of(p.toString(), "50")));
        }
        List<FutureTask<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(begin(() -> {
                Counting.count(p, 50);
                return 1;
            }));
        }
        assertThat(threads).allSatisfy(task -> assertThat(task).succeedsWithin(PATIENCE));
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(Counting.number(new ClusterDirectory(p))).isEqualTo(400);
    }

    @Test
    void itEndsWithAHolderThatIsKilled() throws Exception {
        try (Holder holder = new Holder(p).awaitHeld()) {
            FutureTask<Integer> waiting = begin(() -> new ClusterDirectory(p).locked(() -> 1));
            assertThat(holder.isAlive()).isTrue();
            assertThat(waiting).isNotDone();
            // The system closes the file of a killed process a moment before the process counts as ended.
            holder.close();
            assertThat(waiting).succeedsWithin(PATIENCE).isEqualTo(1);
        }
    }

    @Test
    void whoWaitedForAFolderThatWasClearedFindsNoCluster() throws Exception {
        try (Holder holder = new Holder(p).awaitHeld()) {
            FutureTask<Integer> waiting = begin(() -> new ClusterDirectory(p).locked(() -> 1));
            holder.clear();
            assertThat(waiting)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(WorldException.class)
                    .withMessageContaining("no cluster runs in ");
        }
        assertThat(p).doesNotExist();
    }

    /** Whoever waited for a lock that was removed with its folder must not take it beside the one that is there since. */
    @Test
    void turnsAreTakenThoughTheFolderGoesAtEachOfThem() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(Holder.Java.start(Clearing.class, List.of(p.toString(), "200")));
        }
        FutureTask<Integer> here = begin(() -> {
            Clearing.clear(p, 200);
            return 1;
        });
        assertThat(here).succeedsWithin(PATIENCE);
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(p).doesNotExist();
    }
}
