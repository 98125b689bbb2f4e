package dev.raftbeat.lab.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventWheelTest {
    private record Entry(long time, int number) {}

    @Test
    void entriesComeInTheOrderOfTimeAndOfEqualTimesInTheOrderOfAdding() {
        EventWheel wheel = new EventWheel();
        SplittableRandom random = new SplittableRandom(5);
        List<Entry> expected = new ArrayList<>();
        List<Entry> seen = new ArrayList<>();
        long now = 0;
        int number = 0;
        for (int round = 0; round < 300; round++) {
            for (int i = 0; i < 20; i++) {
                // From the very same tick to more than an hour ahead.
                long ahead = random.nextLong(1L << random.nextInt(1, 42));
                Entry entry = new Entry(now + ahead / 1000 * 1000, number++);
                expected.add(entry);
                wheel.add(entry.time(), entry.number(), EventWheel.WAKE, null);
            }
            now += random.nextLong(1L << random.nextInt(1, 33));
            drain(wheel, now, seen);
        }
        drain(wheel, Long.MAX_VALUE >> 2, seen);

        expected.sort(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::number));
        assertThat(seen).isEqualTo(expected);
    }

    private static void drain(EventWheel wheel, long before, List<Entry> seen) {
        for (EventWheel.Entry entry = wheel.next(before); entry != null; entry = wheel.next(before)) {
            assertThat(entry.time()).isLessThan(before);
            seen.add(new Entry(entry.time(), entry.to()));
        }
    }
}
