package dev.raftbeat.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 17, 1000, 4097})
    void everyLapVisitsEverybodyOnceInAnotherOrder(int members) {
        SplittableRandom random = new SplittableRandom(1);
        ProbeOrder order = new ProbeOrder(members, random);
        // The first lap begins somewhere within.
        int[] visits = new int[members];
        int[] first = new int[2 * members];
        for (int i = 0; i < 2 * members; i++) {
            first[i] = order.next(random);
        }
        for (int lap = 0; lap < 2; lap++) {
            for (int i = 0; i < members; i++) {
                visits[order.next(random)]++;
            }
        }
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (int count : visits) {
            most = Math.max(most, count);
            least = Math.min(least, count);
        }
        // Two windows of a lap's length each: nobody is passed over for two laps, nobody is probed in a row for ever.
        assertThat(least).isGreaterThanOrEqualTo(1);
        assertThat(most).isLessThanOrEqualTo(3);
        TreeSet<Integer> seen = new TreeSet<>();
        for (int one : first) {
            seen.add(one);
        }
        assertThat(seen).hasSize(members);
    }
}
