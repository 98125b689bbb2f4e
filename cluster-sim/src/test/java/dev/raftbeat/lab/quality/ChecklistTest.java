package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.quality.Advice.Proposal;
import dev.raftbeat.protocol.Pace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecklistTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    @Test
    void whatIsProposedKeepsTheWish() {
        Requirements wishes = new Requirements(80 * MILLI, 0.02, 0, 60 * SECOND, 50, 2 * SECOND);
        List<Proposal> all = Advice.all(wishes, 1);
        assertThat(all).isNotEmpty().allSatisfy(one -> {
            assertThat(one.quality().detectionP99Seconds()).isLessThanOrEqualTo(2);
            assertThat(one.quality().queryAccuracy()).isGreaterThan(0.5);
        });
        Proposal best = Advice.best(all);
        assertThat(all)
                .allSatisfy(one -> assertThat(best.quality().mistakesPerHour())
                        .isLessThanOrEqualTo(1.1 * one.quality().mistakesPerHour()));
        List<String> page = Checklist.of(wishes, Pace.LAN, 1);
        assertThat(page)
                .anyMatch(line -> line.contains("Who monitors what?"))
                .anyMatch(line -> line.contains("three monitors"))
                .anyMatch(line -> line.contains(best.quality().detector().toString()));
    }

    @Test
    void pausesCostMistakesThatMorePatienceBuysOff() {
        Requirements hasty = new Requirements(MILLI, 0, 3 * SECOND, 20 * SECOND, 5, 300 * MILLI);
        double soon = Advice.best(Advice.all(hasty, 1)).quality().mistakesPerHour();
        double late =
                Advice.best(Advice.all(hasty.within(3 * SECOND), 1)).quality().mistakesPerHour();
        assertThat(soon).isPositive();
        assertThat(late).isLessThan(soon / 3);
    }

    @Test
    void whatCannotBeIsSaid() {
        Requirements impossible = new Requirements(10 * SECOND, 0, 0, 60 * SECOND, 5, 100 * MILLI);
        assertThat(Checklist.of(impossible, Pace.LAN, 1))
                .singleElement()
                .asString()
                .contains("No way was found");
    }
}
