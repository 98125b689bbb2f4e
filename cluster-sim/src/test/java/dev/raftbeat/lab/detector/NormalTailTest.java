package dev.raftbeat.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** The table that Hayashibara's thresholds are read with. */
    @ParameterizedTest
    @CsvSource({"1, 1.28", "2, 2.33", "3, 3.09", "5, 4.26", "8, 5.61", "10, 6.36", "12, 7.03"})
    void aThresholdIsSoManyDeviations(double phi, double deviations) {
        assertThat(NormalTail.inverse(phi)).isCloseTo(deviations, within(0.0051));
        assertThat(NormalTail.phi(NormalTail.inverse(phi))).isCloseTo(phi, Percentage.withPercentage(1e-9));
    }

    /** Probabilities from tables of the normal distribution to ten digits. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.158655253931457",
        "2, 0.0227501319481792",
        "3, 0.00134989803163009",
        "4, 3.16712418331199e-5",
        "6, 9.86587645037698e-10",
        "10, 7.61985302416053e-24",
        "-1, 0.841344746068543",
        "-3, 0.998650101968370",
    })
    void theTailIsThatOfTheTables(double z, double tail) {
        assertThat(NormalTail.phi(z)).isCloseTo(-Math.log10(tail), Percentage.withPercentage(1e-8));
    }

    @Test
    void theTwoMethodsMeetWhereOneHandsOverToTheOther() {
        double below = NormalTail.phi(3);
        double above = NormalTail.phi(Math.nextUp(3.0));
        assertThat(above).isCloseTo(below, within(1e-11));
    }

    @Test
    void farOutWhereTheProbabilityIsNoDoubleAnyMorePhiStillGrows() {
        // log10 of the tail at z is about -z^2/2 log10(e) - log10(z sqrt(2 pi)).
        for (double z = 40; z < 1e6; z *= 3) {
            double leading = z * z / 2 / Math.log(10) + Math.log10(z * Math.sqrt(2 * Math.PI));
            assertThat(NormalTail.phi(z)).isCloseTo(leading, within(1.0 / z));
        }
        assertThat(NormalTail.phi(-50)).isGreaterThanOrEqualTo(0).isLessThan(1e-300);
    }

    @Test
    void itNeverFallsAsTheSilenceGrows() {
        double last = -1;
        for (double z = -10; z < 60; z += 0.001) {
            double phi = NormalTail.phi(z);
            assertThat(phi).isGreaterThanOrEqualTo(last);
            last = phi;
        }
    }

    @Test
    void everyThresholdHasItsInverse() {
        for (double phi = 1e-9; phi < 1000; phi *= 1.7) {
            assertThat(NormalTail.phi(NormalTail.inverse(phi))).isCloseTo(phi, Percentage.withPercentage(1e-5));
        }
    }
}
