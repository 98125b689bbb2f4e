package dev.raftbeat.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.node.NodeVariant;
import dev.raftbeat.sim.SimVariant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooTest {
    static Stream<WrongRule> animals() {
        return Zoo.all().stream();
    }

    @ParameterizedTest
    @MethodSource("animals")
    void isCaughtWithinItsBudget(WrongRule animal) {
        assertThat(animal.hunt())
                .as("within %d runs: %s", animal.budget(), animal.check())
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("animals")
    void theTrueCoreGoesThroughTheSameRunsUnharmed(WrongRule animal) {
        assertThat(animal.trueCore(animal.budget())).isEmpty();
    }

    /** Restarts make it likely that a second vote comes of it, but not sure: that the first one was lost is seen at once. */
    @ParameterizedTest
    @ValueSource(strings = {"heartbeat-clears-vote", "candidate-forgets-own-vote"})
    void aClearedVoteIsSeenWhetherOrNotAnotherFollows(String name) {
        SimVariant variant = Zoo.find(name).orElseThrow().onSim();
        RandomReproducer restarts = SaveRuleCatalog.RESTARTS.against("I16");
        assertThat(LongStream.rangeClosed(1, 10)
                        .filter(seed -> restarts.run(variant, seed).caught().isPresent()))
                .isNotEmpty();
    }

    @Test
    void everyAnimalCanBeAskedForOnLiveNodesByItsName() {
        List<String> provided = ServiceLoader.load(NodeVariant.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(NodeVariant::name)
                .toList();
        assertThat(provided).containsAll(animals().map(WrongRule::name).toList());
    }

    @Test
    void namesAreUniqueAndEveryOneHasAStory() {
        assertThat(Zoo.all()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(animals().map(WrongRule::name)).doesNotHaveDuplicates();
        assertThat(animals()).allSatisfy(animal -> {
            assertThat(animal.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(animal.story()).endsWith(".").hasSizeGreaterThan(60);
            assertThat(animal.source()).matches("B\\d\\d: .*");
            assertThat(animal.sentence()).endsWith(".");
        });
    }
}
