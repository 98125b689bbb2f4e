package dev.raftbeat.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One peer raises a node's term by a thousand a minute, however it goes about it; two together are believed at once. */
class TermClaimsTest {
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long USUAL = TermClaims.aMinute(150 * MILLI);

    private final TermClaims claims = new TermClaims();

    private boolean allows(NodeId from, long own, long heard, long now) {
        return claims.allows(from, own, heard, USUAL, now);
    }

    @Test
    void aThousandAtOnceAndNoMore() {
        assertThat(allows(N2, 5, 1_006, 0)).isFalse();
        assertThat(allows(N2, 5, Ballot.TERM_MAX, 0)).isFalse();
        assertThat(allows(N2, 5, 1_005, 0)).isTrue();
        assertThat(allows(N2, 1_005, 1_006, 59 * SECOND)).isFalse();
        assertThat(allows(N2, 1_005, 3, 59 * SECOND)).isTrue();
        assertThat(allows(N3, 1_005, 1_007, 59 * SECOND)).as("another peer").isTrue();
    }

    @Test
    void hoursOfPeaceSaveNothingUp() {
        assertThat(allows(N2, 5, 6, 0)).isTrue();
        assertThat(allows(N2, 6, 1_007, 600 * MINUTE)).isFalse();
        assertThat(allows(N2, 6, 1_006, 600 * MINUTE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 400, 1_000, 1_001, 1_000_000, 1L << 40})
    void inTenMinutesOneComesNoFurtherThanTenThousandWhateverItsSteps(long step) {
        long own = 0;
        SplittableRandom random = new SplittableRandom(step);
        for (long now = 0; now < 10 * MINUTE; now += random.nextLong(4 * MILLI)) {
            long heard = own + 1 + random.nextLong(step);
            own = allows(N2, own, heard, now) ? heard : own;
        }
        assertThat(own).isLessThanOrEqualTo(10_000);
    }

    /** It is the rises of its own term that count, and not how often it tells of them while nothing reaches the core. */
    @Test
    void termsThatHaveNoEffectAreCountedOnce() {
        for (long term = 1; term <= 1_000; term++) {
            assertThat(allows(N2, 0, term, term)).isTrue();
            assertThat(allows(N2, 0, term, term)).isTrue();
        }
        assertThat(allows(N2, 0, 1_001, 2_000)).isFalse();
    }

    @Test
    void whatTwoClaimIsNotTheDoingOfOne() {
        assertThat(allows(N2, 5, 90_000, 0)).isFalse();
        assertThat(allows(N2, 5, 90_000, 0)).as("the same one again").isFalse();
        assertThat(allows(N3, 5, 90_001, SECOND)).as("further than both").isFalse();
        assertThat(allows(N3, 5, 90_000, SECOND)).isTrue();
        assertThat(allows(N2, 5, 90_001, SECOND)).isTrue();
    }

    @Test
    void aClaimIsForgotten() {
        assertThat(allows(N2, 5, 90_000, 0)).isFalse();
        assertThat(allows(N3, 5, 90_000, 21 * MINUTE)).isFalse();
    }

    /** Who campaigned alone for hours, with nobody else to tell of it. */
    @Test
    void whatOneGoesOnClaimingIsBelievedInTime() {
        long now = 0;
        while (!allows(N2, 5, 8_000, now)) {
            now += 50 * MILLI;
            assertThat(now).isLessThan(9 * MINUTE);
        }
        assertThat(now).isGreaterThanOrEqualTo(7 * MINUTE);
    }

    @Test
    void shortTimeoutsBringTermsAboutFaster() {
        assertThat(USUAL).isEqualTo(1_000);
        assertThat(TermClaims.aMinute(60 * MILLI)).isEqualTo(1_000);
        assertThat(TermClaims.aMinute(10 * MILLI)).isEqualTo(6_000);
        assertThat(TermClaims.aMinute(MILLI)).isEqualTo(60_000);
    }
}
