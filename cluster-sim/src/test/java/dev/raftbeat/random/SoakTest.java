package dev.raftbeat.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.record.RunReport;
import dev.raftbeat.record.RunWriter;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Function<WorldSpec, World> RIGHT = spec -> new SimWorld(SimOptions.of(spec));

    @TempDir
    private Path store;

    private final List<Long> seeds = new ArrayList<>();

    private Soak.Plan plan(long seconds, int keep) {
        return new Soak.Plan(FaultKind.of(WorldKind.SIM), 5 * SECOND, seconds * SECOND, keep, store);
    }

    private static WorldSpec cluster() {
        return new WorldSpec(3, Pace.LAN.settings(), 100);
    }

    private Soak soak(Soak.Plan plan, Function<WorldSpec, World> launch) {
        return new Soak(plan, launch, (spec, result, soFar, recording) -> seeds.add(spec.seed()));
    }

    private List<Path> recordings() throws IOException {
        try (var all = Files.list(store.resolve(Soak.NAME))) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    @Test
    void eachRoundIsAClusterOfItsOwnAndOnlyTheNewestAreKept() throws IOException {
        SoakTally tally = soak(plan(20, 2), RIGHT).run(cluster(), SoakTally.fresh(100));
        assertThat(seeds).hasSizeGreaterThan(2).startsWith(100L, 101L, 102L);
        assertThat(tally.rounds()).isEqualTo(seeds.size());
        assertThat(tally.nanos()).isGreaterThanOrEqualTo(20 * SECOND);
        assertThat(tally.faultCount()).isPositive();
        assertThat(tally.judged()).isGreaterThan(1_000);
        assertThat(tally.violations()).isZero();
        assertThat(recordings()).hasSize(2).allSatisfy(run -> {
            assertThat(run.resolve(RunWriter.FACTS)).isNotEmptyFile();
            assertThat(run.resolve(RunWriter.RESULTS)).isNotEmptyFile();
            assertThat(run.resolve(RunWriter.SCENARIO)).isNotEmptyFile();
            assertThat(run.resolve(RunReport.PAGE)).content().contains("soak");
        });
    }

    @Test
    void whatASoakDidNotWriteIsNotRemoved() throws IOException {
        Path folder = store.resolve(Soak.NAME);
        List<Path> gold = new ArrayList<>();
        // Facts of some other making; a recording of a soak with something in it; one behind a link.
        for (String run : List.of("my-run", "20200101T000000.000Z", "../elsewhere/20200101T000000.001Z")) {
            Path facts = folder.resolve(run).resolve(RunWriter.FACTS);
            Files.createDirectories(facts.getParent());
            Files.writeString(facts, "");
            gold.add(Files.writeString(facts.resolveSibling("thesis.txt"), "gold"));
        }
        Files.createSymbolicLink(
                folder.resolve("20200101T000000.001Z"), store.resolve("elsewhere/20200101T000000.001Z"));
        soak(plan(20, 1), RIGHT).run(cluster(), SoakTally.fresh(100));
        assertThat(gold).allSatisfy(file -> assertThat(file).hasContent("gold"));
        assertThat(folder.resolve("my-run").resolve(RunWriter.FACTS)).exists();
        assertThat(folder.resolve("20200101T000000.000Z").resolve(RunWriter.FACTS))
                .doesNotExist();
        assertThat(store.resolve("elsewhere/20200101T000000.001Z").resolve(RunWriter.FACTS))
                .exists();
    }

    @Test
    void aTallyThatIsNoneAndAFolderBehindALinkAreRefused() throws IOException {
        Soak soak = soak(plan(20, 1), RIGHT);
        Path tally = store.resolve(Soak.NAME).resolve("tally");
        Files.createDirectories(tally.getParent());
        Files.writeString(tally, "gold");
        assertThatThrownBy(() -> soak.run(cluster(), SoakTally.fresh(100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tally is in the way: ");
        assertThat(tally).hasContent("gold");
        Files.move(store.resolve(Soak.NAME), store.resolve("elsewhere"));
        Files.createSymbolicLink(store.resolve(Soak.NAME), store.resolve("elsewhere"));
        assertThatThrownBy(() -> soak.run(cluster(), SoakTally.fresh(100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("soak is a symbolic link");
        assertThat(seeds).isEmpty();
    }

    @Test
    void anotherProcessGoesOnWhereOneStopped() throws IOException {
        Soak.Plan plan = plan(20, 1);
        List<Soak> first = new ArrayList<>();
        first.add(new Soak(plan, RIGHT, (spec, result, soFar, recording) -> {
            seeds.add(spec.seed());
            first.get(0).stop();
        }));
        SoakTally half = first.get(0).run(cluster(), SoakTally.fresh(100));
        assertThat(first.get(0).isStopped()).isTrue();
        assertThat(half.rounds()).isEqualTo(1);
        assertThat(SoakTally.read(plan.tally())).isEqualTo(half);
        SoakTally whole = soak(plan, RIGHT).run(cluster(), SoakTally.read(plan.tally()));
        assertThat(seeds).doesNotHaveDuplicates().startsWith(100L, 101L);
        assertThat(whole.rounds()).isEqualTo(seeds.size());
        assertThat(whole.faultCount()).isGreaterThan(half.faultCount());
    }

    @Test
    void whatWasViolatedIsNeverThrownAway() throws IOException {
        Function<WorldSpec, World> wrong = spec -> new SimWorld(SimOptions.of(spec)
                .withVariant(Zoo.find("never-saves").orElseThrow().onSim()));
        SoakTally tally = soak(plan(20, 1), wrong).run(cluster(), SoakTally.fresh(100));
        assertThat(tally.violations()).isPositive();
        assertThat(recordings())
                .filteredOn(run -> Files.exists(run.resolve("violated")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void aFileThatIsNoCountIsRefused() throws IOException {
        Path file = Files.writeString(store.resolve("tally"), "seed=x\n");
        assertThatThrownBy(() -> SoakTally.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":1: expected ");
    }
}
