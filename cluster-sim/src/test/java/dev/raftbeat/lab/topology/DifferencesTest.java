package dev.raftbeat.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    @Test
    void itHoldsWhatAMapWouldHold() {
        Differences differences = new Differences();
        TreeMap<Integer, Integer> map = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            int member = random.nextInt(300);
            int value = random.nextInt(3);
            differences.put(member, value);
            if (value == 0) {
                map.remove(member);
            } else {
                map.put(member, value);
            }
            assertThat(differences.get(member)).isEqualTo(value);
        }
        assertThat(differences.members())
                .containsExactly(map.keySet().stream().mapToInt(key -> key).toArray());
        map.forEach((member, value) -> assertThat(differences.get(member)).isEqualTo(value));
    }
}
