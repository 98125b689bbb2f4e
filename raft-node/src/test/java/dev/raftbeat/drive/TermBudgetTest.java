package dev.raftbeat.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up terms are believed up to a million at once and then as fast as members can make them; honest ones always. */
class TermBudgetTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final int MEMBERS = 3;
    private static final long MILLION = 1_000_000;
    /** What three members can bring about in a second. */
    private static final long RATE = 3_000;

    @Test
    void aLeapOfAMillionIsBelievedAndNoLonger() {
        assertThat(new TermBudget(MEMBERS, 5, 0).allows(5, 5 + MILLION, 0)).isTrue();
        assertThat(new TermBudget(MEMBERS, 5, 0).allows(5, 5 + MILLION + 1, 0)).isFalse();
        assertThat(new TermBudget(MEMBERS, 5, 0).allows(5, Ballot.TERM_MAX, 0)).isFalse();
        assertThat(new TermBudget(MEMBERS, 5, 0).allows(5, 0, 0)).isTrue();
        assertThat(new TermBudget(MEMBERS, 5, 0).allows(5, 5 + MILLION + 1, 3_600 * SECOND))
                .as("an hour of peace saves nothing up")
                .isFalse();
    }

    @Test
    void aMillionFramesOfLeapsUseUpNothing() {
        for (long step : new long[] {1, 1_000, MILLION, 1L << 40}) {
            TermBudget budget = new TermBudget(MEMBERS, 0, 0);
            long own = 0;
            for (int frame = 0; frame < 1_000_000; frame++) {
                own = budget.allows(own, own + step, frame * MILLI / 10) ? own + step : own;
            }
            // A hundred seconds.
            assertThat(own).as("term after steps of " + step).isLessThanOrEqualTo(MILLION + 100 * RATE);
        }
    }

    @Test
    void ownElectionsAreCountedToo() {
        TermBudget budget = new TermBudget(MEMBERS, 0, 0);
        assertThat(budget.allows(0, MILLION, 0)).isTrue();
        // It took the million over, and then campaigned ten times.
        assertThat(budget.allows(MILLION + 10, MILLION + 11, 0)).isFalse();
        assertThat(budget.allows(MILLION + 10, MILLION + 10, 0)).isTrue();
        assertThat(budget.allows(MILLION + 10, MILLION + 11, 11 * SECOND / RATE + RATE))
                .isTrue();
    }

    /** As after a partition without PreVote in which nobody was attacked: the leap that was refused is believed in time. */
    @Test
    void whoeverWasAwayLongerThanAMillionTermsComesBackInTime() {
        TermBudget budget = new TermBudget(MEMBERS, 1, 0);
        long others = 1 + 4 * MILLION;
        long now = 24 * 3_600 * SECOND;
        long began = now;
        while (!budget.allows(1, others, now)) {
            now += 50 * MILLI;
            assertThat(now - began).as("time away in terms").isLessThanOrEqualTo((3 * MILLION / RATE + 1) * SECOND);
        }
        assertThat(now - began).isGreaterThanOrEqualTo(3 * MILLION / RATE * SECOND);
    }

    @Test
    void aClaimThatNobodyRepeatsIsForgotten() {
        TermBudget budget = new TermBudget(MEMBERS, 1, 0);
        assertThat(budget.allows(1, 1L << 50, 0)).isFalse();
        assertThat(budget.allows(1, 2 + MILLION, 3_600 * SECOND)).isFalse();
    }

    /** Nodes in touch with each other, one of which somebody drives as fast as it lets him, never lose each other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nodesThatAreInTouchNeverRefuseEachOtherForLong(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int members = random.nextInt(2, 10);
        long[] terms = new long[members];
        TermBudget[] budgets = new TermBudget[members];
        for (int i = 0; i < members; i++) {
            budgets[i] = new TermBudget(members, 0, random.nextLong(20 * MILLI));
        }
        long refusedSince = Long.MAX_VALUE;
        for (long now = 20 * MILLI; now < 20 * SECOND; now += random.nextLong(MILLI)) {
            int node = random.nextInt(members);
            int peer = random.nextInt(members);
            if (random.nextInt(3) == 0) {
                long madeUp = terms[node] + (random.nextBoolean() ? 1 : random.nextLong(2 * MILLION));
                terms[node] = budgets[node].allows(terms[node], madeUp, now) ? madeUp : terms[node];
            } else if (random.nextInt(20) == 0) {
                terms[node]++;
            } else if (budgets[node].allows(terms[node], terms[peer], now)) {
                terms[node] = Math.max(terms[node], terms[peer]);
                refusedSince = Long.MAX_VALUE;
            } else {
                refusedSince = Math.min(refusedSince, now);
            }
            assertThat(refusedSince == Long.MAX_VALUE ? 0 : now - refusedSince)
                    .as("how long honest messages alone were refused, in the middle of it")
                    .isLessThan(100 * MILLI);
        }
        assertThat(terms[0]).as("it was driven as far as could be").isGreaterThan(MILLION);
        for (int i = 0; i < members; i++) {
            for (int j = 0; j < members; j++) {
                assertThat(budgets[i].allows(terms[i], terms[j], 20 * SECOND + 20 * MILLI))
                        .isTrue();
            }
        }
    }

    /** Elections at the shortest timeout there is, for hours, with partitions among them, and nobody who lies. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingHonestIsEverRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int members = random.nextInt(2, 10);
        long[] terms = new long[members];
        TermBudget[] budgets = new TermBudget[members];
        for (int i = 0; i < members; i++) {
            budgets[i] = new TermBudget(members, 0, 0);
        }
        long now = 0;
        for (int round = 0; round < 200_000; round++) {
            // Now and then somebody is alone for up to a quarter of an hour, and raises its term each millisecond.
            long alone = random.nextInt(10_000) == 0 ? random.nextLong(900 * SECOND) : MILLI;
            int node = random.nextInt(members);
            terms[node] += alone / MILLI;
            now += alone;
            int peer = random.nextInt(members);
            assertThat(budgets[peer].allows(terms[peer], terms[node], now)).isTrue();
            terms[peer] = Math.max(terms[peer], terms[node]);
        }
        assertThat(now).isGreaterThan(3_600 * SECOND);
    }
}
