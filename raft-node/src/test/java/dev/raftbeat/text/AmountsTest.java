package dev.raftbeat.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
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
    @CsvSource({
        "0, 0 s",
        "340000, 340 us",
        "999999, 999 us",
        "1000000, 1 ms",
        "1250000, 1.25 ms",
        "12345678, 12.3 ms",
        "187999999, 187 ms",
        "999999999, 999 ms",
        "1000000000, 1 s",
        "1649003103, 1.65 s",
        "6000000000, 6 s",
        "59994000000, 59.99 s",
        "59996000000, 1 min",
        "60000000000, 1 min",
        "125000000000, 2 min 5 s",
        "3600000000000, 1 h",
        "12000000000000, 3 h 20 min",
        "-1250000000, -1.25 s"
    })
    void aTimeIsToldInOneWay(long nanos, String told) {
        assertThat(Amounts.time(nanos)).isEqualTo(told);
    }

    @Test
    void theShortestAndTheLongestTimeAreToldToo() {
        assertThat(Amounts.time(Long.MIN_VALUE)).startsWith("-2562047 h");
        assertThat(Amounts.seconds(Double.POSITIVE_INFINITY)).isEqualTo("never");
        assertThat(Amounts.seconds(1.65)).isEqualTo("1.65 s");
        assertThat(Amounts.seconds(0.19996)).as("rounded, not cut").isEqualTo("200 ms");
        assertThat(Amounts.seconds(0.99996)).isEqualTo("1 s");
        assertThat(Amounts.seconds(33.979)).isEqualTo("34 s");
        assertThat(Amounts.moment(12_310_400_000L)).isEqualTo("12.310 s");
    }

    @ParameterizedTest
    @CsvSource({
        "150000000, 300000000, 150-300 ms",
        "600000000, 1200000000, 0.6-1.2 s",
        "300000000, 300000000, 300 ms",
        "500000, 2000000, 0.5-2 ms",
        "1500000000, 3000000000, 1.5-3 s",
        "30000000000, 90000000000, 30 s to 1 min 30 s"
    })
    void aRangeHasOneUnit(long least, long most, String told) {
        assertThat(Amounts.range(least, most)).isEqualTo(told);
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
