package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every word of the fault language does, and what its undo does, by facts alone: one contract for all worlds. A
 * world's test extends this and says how the world begins and how its time goes on. A word without a case fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultContract {
    private Stage stage;

    /** One story about one or several words: they act, which can be observed, and are undone, which can be observed. */
    record Case(String title, Set<FaultWord> words, Consumer<Stage> story) {
        static Case of(Consumer<Stage> story, FaultWord... these) {
            Set<FaultWord> words = new LinkedHashSet<>(Arrays.asList(these));
            List<String> texts = words.stream().map(FaultWord::text).toList();
            return new Case(String.join(", ", texts), words, story);
        }
    }

    abstract WorldKind kind();

    abstract World begin(WorldSpec spec) throws Exception;

    /** The pace and switches of the cluster that all cases share. */
    Settings settings() {
        return Pace.LAN.settings();
    }

    /** Lets the world's time go on until the wish comes true; a world that lives by itself is only waited for. */
    boolean goOn(Heard heard, BooleanSupplier wish, long patienceNanos) {
        return heard.await(wish, patienceNanos);
    }

    @BeforeAll
    void bringUp() throws Exception {
        // Five: with fewer, a ring is whole and a bridge has nobody to keep apart.
        WorldSpec spec = new WorldSpec(5, settings(), 7);
        World world = begin(spec);
        stage = new Stage(world, spec.settings(), this::goOn);
        closing = world;
    }

    private World closing;

    @AfterAll
    void takeDown() {
        if (closing != null) {
            closing.close();
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(LinkCases.all());
        cases.addAll(KernelCases.all());
        cases.addAll(ShapeCases.all());
        cases.addAll(ProcessCases.all());
        cases.addAll(SettingCases.all());
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyWord() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest("no word is without a case", this::nothingMissing));
        for (Case one : cases()) {
            boolean here = one.words.stream().allMatch(word -> word.worlds().contains(kind()));
            tests.add(
                    here
                            ? DynamicTest.dynamicTest(one.title, () -> play(one))
                            : DynamicTest.dynamicTest(one.title + " (not here)", () -> turnAway(one)));
        }
        return tests.stream();
    }

    private void nothingMissing() {
        Set<FaultWord> words = new LinkedHashSet<>();
        cases().forEach(one -> words.addAll(one.words));
        assertThat(words).containsExactlyInAnyOrderElementsOf(FaultWords.all());
    }

    private void play(Case one) {
        stage.calm();
        stage.forget();
        try {
            one.story.accept(stage);
            assertThat(stage.applied())
                    .as("what the case says that it is about, it must have done")
                    .containsAll(one.words);
            assertThat(stage.activeFaults())
                    .as("what it broke, it must have mended")
                    .isEmpty();
        } finally {
            stage.apply("heal");
            stage.apply("set defaults");
        }
    }

    private void turnAway(Case one) {
        for (FaultWord word : one.words) {
            if (word.worlds().contains(kind())) {
                continue;
            }
            assertThat(stage.refused(word.example())).contains(word.text()).contains("needs " + word.needs());
        }
    }
}
