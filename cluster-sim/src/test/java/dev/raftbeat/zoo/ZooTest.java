package dev.raftbeat.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.node.NodeVariant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
