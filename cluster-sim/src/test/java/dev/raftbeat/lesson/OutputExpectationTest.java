package dev.raftbeat.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputExpectationTest {
    private static final CommandOutput TABLE = new CommandOutput(
            3,
            List.of(
                    "gc, seed 1: 198,447 heartbeats",
                    "detector          T_D med   T_D p99  mistakes/h   dead too",
                    "fixed 200ms        174 ms    1.20 s        54.4      never",
                    "phi 8             69.9 ms    488 ms       2,173   3.85 (4)",
                    "phi-exp 8          895 ms    921 ms       5.043   12 (13)",
                    "nothing broken"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\'',
            value = {
                "prints \"nothing  broken\" ~ true ~ The output says: nothing broken",
                "prints \"broken nothing\" ~ false ~ No line of the output says",
                "never prints \"broken nothing\" ~ true ~ No line",
                "exit 3 ~ true ~ The exit code is 3.",
                "exit 0 ~ false ~ The exit code is 3.",
                "least \"T_D med\" is \"phi 8\" ~ true ~ The least T_D med is 69.9 ms, that of phi 8.",
                "most \"T_D p99\" is \"fixed 200ms\" ~ true ~ 1.20 s",
                "most \"T_D p99\" is \"phi-exp 8\" ~ false ~ 1.20 s",
                "most mistakes/h is \"phi 8\" ~ true ~ 2,173",
                "most \"dead too\" is \"fixed 200ms\" ~ true ~ never",
                "least \"dead too\" is \"phi 8\" ~ true ~ 3.85 (4)",
                "\"T_D med\" of \"phi-exp 8\" > \"T_D p99\" of \"phi 8\" ~ true ~ \"phi-exp 8\" has 895 ms under \"T_D med\", \"phi 8\" has 488 ms under \"T_D p99\".",
                "\"T_D med\" of \"phi-exp 8\" < 1s ~ true ~ \"phi-exp 8\" has 895 ms under \"T_D med\".",
                "\"mistakes/h\" of \"phi 8\" < 3 ~ false ~ \"phi 8\" has 2,173 under \"mistakes/h\".",
            })
    void tablesAreReadAsTheEyeReadsThem(String text, boolean holds, String reason) {
        OutputExpectation.Seen seen = OutputExpectation.parse(text).judge(TABLE);
        assertThat(seen.holds()).as(seen.reason()).isEqualTo(holds);
        assertThat(seen.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\'',
            value = {
                "least \"T_D max\" is \"phi 8\" ~ no column \"T_D max\"",
                "\"T_D med\" of \"phi 9\" < 1s ~ no number in column \"T_D med\" of \"phi 9\"",
            })
    void whatIsNotInTheOutputIsSaid(String text, String reason) {
        assertThatThrownBy(() -> OutputExpectation.parse(text).judge(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\'',
            value = {"print \"x\"", "prints", "exit soon", "least a b c", "a of b == 3", "a of b < soon"})
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> OutputExpectation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected prints");
    }

    @Test
    void aTableIsShownWithTheColumnsThatAreWanted() {
        assertThat(new OutputView(List.of("nothing"), List.of("T_D p99", "dead too")).of(TABLE.lines()))
                .containsExactly(
                        "gc, seed 1: 198,447 heartbeats",
                        "detector               T_D p99    dead too",
                        "fixed 200ms             1.20 s       never",
                        "phi 8                   488 ms    3.85 (4)",
                        "phi-exp 8               921 ms     12 (13)");
        assertThat(new OutputView(List.of(), List.of()).of(TABLE.lines())).isEqualTo(TABLE.lines());
        assertThat(new OutputView(List.of(), List.of("elsewhere")).of(TABLE.lines()))
                .isEqualTo(TABLE.lines());
    }

    @Test
    void numbersHaveUnits() {
        assertThat(OutputTable.number("1,200 us")).hasValue(0.0012);
        assertThat(OutputTable.number("2 min")).hasValue(120);
        assertThat(OutputTable.number("5 nodes")).hasValue(5);
        assertThat(OutputTable.number("phi 8")).isEmpty();
        assertThat(OutputTable.number("")).isEmpty();
    }
}
