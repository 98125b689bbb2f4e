package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.explore.Exploration;
import dev.raftbeat.explore.ExplorationBounds;
import dev.raftbeat.explore.Explorer;
import dev.raftbeat.explore.Variant;
import dev.raftbeat.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The model of elections in docs/spec has as many states as {@code explore} finds of the real core, within the same bounds.
 * For larger bounds: {@code -Draftbeat.tla.large=true}.
 */
@Tag("process")
class ModelStatesTest {
    /** Nothing is forgotten, so that nothing leans on what is thought to be spent. */
    private static final ExplorationBounds EVERY_MESSAGE =
            ExplorationBounds.of(2, 2).withEveryMessage(true);

    @TempDir
    Path folder;

    static Stream<ExplorationBounds> bounds() {
        if (Boolean.getBoolean("raftbeat.tla.large")) {
            return Stream.of(
                    ExplorationBounds.of(3, 3),
                    ExplorationBounds.of(4, 2),
                    both(3, 2),
                    EVERY_MESSAGE.withPreVote(true));
        }
        return Stream.of(
                ExplorationBounds.of(3, 2),
                ExplorationBounds.of(4, 1),
                both(2, 2),
                both(3, 1),
                EVERY_MESSAGE,
                both(2, 1).withEveryMessage(true));
    }

    private static ExplorationBounds both(int nodes, int terms) {
        return ExplorationBounds.of(nodes, terms).withPreVote(true).withCheckQuorum(true);
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void theModelHasAsManyStatesAsTheCore(ExplorationBounds bounds) throws IOException {
        Tlc.Said said = counted(bounds);
        assertThat(said.foundNoError()).as(said.toString()).isTrue();
        assertThat(said.distinctStates())
                .isEqualTo(explored(bounds, Variant.TRUE).distinct());
    }

    @Test
    void theInvariantsHoldWithTransfers() throws IOException {
        String transfers = configuration(both(3, 1)).replace("Transfers = FALSE", "Transfers = TRUE");
        Tlc.Said said = new Tlc(folder).check("States", transfers);
        assertThat(said.foundNoError()).as(said.toString()).isTrue();
    }

    /** No invariant breaks with this rule, and yet it makes other states. */
    @Test
    void aCoreThatIsWrongInOneRuleHasAnotherNumber() throws IOException {
        Variant wrong = Variant.of(
                Zoo.find("denies-repeated-request").orElseThrow().onSim().rules());
        assertThat(explored(EVERY_MESSAGE, wrong).distinct())
                .isGreaterThan(counted(EVERY_MESSAGE).distinctStates());
    }

    private static Exploration explored(ExplorationBounds bounds, Variant variant) {
        return new Explorer(bounds, variant).explore();
    }

    private Tlc.Said counted(ExplorationBounds bounds) throws IOException {
        return new Tlc(folder).check("States", configuration(bounds));
    }

    private static String configuration(ExplorationBounds bounds) {
        String names =
                IntStream.rangeClosed(1, bounds.nodes()).mapToObj(n -> "n" + n).collect(Collectors.joining(", "));
        String declared = names.replaceAll("n\\d", "$0 = $0").replace(", ", "\n  ");
        return Tlc.configuration("States")
                .replace("IsSpent <- IsSpentHere\n", bounds.everyMessage() ? "\n" : "IsSpent <- IsSpentHere\n")
                .replace("n1 = n1\n  n2 = n2\n  n3 = n3", declared)
                .replace("{n1, n2, n3}", "{" + names + "}")
                .replace("MaxTerm = 2", "MaxTerm = " + bounds.terms())
                .replace("PreVote = FALSE", "PreVote = " + tla(bounds.preVote()))
                .replace("CheckQuorum = FALSE", "CheckQuorum = " + tla(bounds.checkQuorum()));
    }

    private static String tla(boolean value) {
        return value ? "TRUE" : "FALSE";
    }
}
