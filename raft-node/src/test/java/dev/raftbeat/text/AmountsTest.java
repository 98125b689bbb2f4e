package dev.raftbeat.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "01",
                "1e3",
                "0x1",
                "1_0",
                "\u0661",
                "NaN",
                "1,5",
                ".5",
                "5.",
                "1 ",
                "1.5.2",
                "five",
                "1234567890123456789"
            })
    void anOddNumberIsNothingWithAnyUnit(String odd) {
        assertThat(Amounts.whole(odd)).isEmpty();
        assertThat(Amounts.decimal(odd)).isEmpty();
        assertThat(Amounts.percent(odd + "%")).isEmpty();
        assertThat(Amounts.nanos(odd + "s")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2d", "2 s", "2S", "2sec", "2.s", "s", "2s2", "2w", "2ns", "2E", "2%"})
    void aTimeHasOneOfTheUnits(String odd) {
        assertThat(Amounts.nanos(odd)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1us, 1000",
        "1.5ms, 1500000",
        "2s, 2000000000",
        "1m, 60000000000",
        "1min, 60000000000",
        "1h, 3600000000000"
    })
    void aTimeIsInNanoseconds(String text, long nanos) {
        assertThat(Amounts.nanos(text))
                .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(BigDecimal.valueOf(nanos)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5%%", "% 5", "5 %", "%"})
    void aPercentageHasItsSign(String odd) {
        assertThat(Amounts.percent(odd)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "9007199254740991, 9007199254740991"})
    void aCountIsExactInJson(String text, long value) {
        assertThat(Amounts.whole(text)).isEqualTo(OptionalLong.of(value));
        assertThat(Amounts.whole("9007199254740992")).isEmpty();
    }
}
