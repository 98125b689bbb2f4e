package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.quality.Advice.Proposal;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.Pace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private static List<Proposal> all(Requirements wishes) {
        List<Proposal> all = new ArrayList<>();
        Advice.all(wishes, 1, new Progress(), all::add);
        return all;
    }

    private static List<String> page(Requirements wishes, Progress progress) {
        List<String> page = new ArrayList<>();
        new Checklist(wishes, Pace.LAN, 1, progress, page::add).tell();
        return page;
    }

    /** As far as the answers go, without what more patience would buy. */
    private static List<String> answers(Requirements wishes) {
        List<String> page = new ArrayList<>();
        Progress progress = new Progress();
        Checklist checklist = new Checklist(wishes, Pace.LAN, 1, progress, line -> {
            page.add(line);
            if (line.startsWith("What more patience")) {
                progress.stop();
            }
        });
        assertThatThrownBy(checklist::tell).isInstanceOf(StoppedException.class);
        return page;
    }

    @Test
    void allWaysAreCounted() {
        Progress progress = new Progress();
        page(new Requirements(MILLI, 0, 0, 60 * SECOND, 5, 5 * MILLI), progress);
        assertThat(progress.done()).isEqualTo(progress.total()).isEqualTo(100);
    }

    @Test
    void whatIsStoppedTellsWhatItHasTried() {
        Requirements wishes = new Requirements(80 * MILLI, 0.02, 0, 60 * SECOND, 50, 2 * SECOND);
        Progress progress = new Progress();
        progress.stop();
        List<String> page = new ArrayList<>();
        assertThatThrownBy(() -> new Checklist(wishes, Pace.LAN, 1, progress, page::add).tell())
                .isInstanceOf(StoppedException.class);
        assertThat(progress.done())
                .as("not even the first way is tried to its end")
                .isZero();
        assertThat(page).first().asString().startsWith("What was tried");
        assertThat(page).hasSize(3);
    }

    @Test
    void whatIsProposedKeepsTheWish() {
        Requirements wishes = new Requirements(80 * MILLI, 0.02, 0, 60 * SECOND, 50, 2 * SECOND);
        List<Proposal> all = all(wishes);
        assertThat(all).isNotEmpty().allSatisfy(one -> {
            assertThat(one.quality().detectionP99Seconds()).isLessThanOrEqualTo(2);
            assertThat(one.quality().queryAccuracy()).isGreaterThan(0.5);
        });
        Proposal best = Advice.best(all);
        assertThat(all)
                .allSatisfy(one -> assertThat(best.quality().mistakesPerHour())
                        .isLessThanOrEqualTo(1.1 * one.quality().mistakesPerHour()));
        assertThat(answers(wishes))
                .anyMatch(line -> line.contains("Who monitors what?"))
                .anyMatch(line -> line.contains(best.quality().detector().toString()));
    }

    /** One definition with {@code topologies}: answers count, and SWIM's first detection takes two periods. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "central      | 130.7  | 130.7 | 2 s",
                "redundant    | 136.0  | 392.0 | 2 s",
                "hierarchical | 21.3   | 130.7 | 2 s",
                "all-to-all   | 130.7  | 3267  | 2 s",
                "ring         | 2.667  | 66.7  | 2 s",
                "swim         | 5.333  | 133.3 | 1.5 s"
            })
    void whatATopologyCostsIsWhatItsFormulaSays(String kind, String busiest, String all, String first) {
        assertThat(TopologyCosts.of(50, 0.75, 2).lines())
                .filteredOn(line -> line.strip().startsWith(kind))
                .singleElement()
                .asString()
                .matches(kind + " +" + busiest + " +" + all + " +" + first + ".*");
    }

    @Test
    void aGroupTooSmallForATopologyHasNoLineOfIt() {
        assertThat(TopologyCosts.of(2, 1, 2).lines())
                .hasSize(5)
                .noneMatch(line -> line.contains("hierarchical") || line.contains("redundant"));
    }

    @Test
    void pausesCostMistakesThatMorePatienceBuysOff() {
        Requirements hasty = new Requirements(MILLI, 0, 3 * SECOND, 20 * SECOND, 5, 300 * MILLI);
        double soon = Advice.best(all(hasty)).quality().mistakesPerHour();
        double late = Advice.best(all(hasty.within(3 * SECOND))).quality().mistakesPerHour();
        assertThat(soon).isPositive();
        assertThat(late).isLessThan(soon / 3);
    }

    @Test
    void whatCannotBeIsSaid() {
        Requirements impossible = new Requirements(10 * SECOND, 0, 0, 60 * SECOND, 5, 100 * MILLI);
        assertThat(page(impossible, new Progress())).singleElement().asString().contains("No way was found");
    }

    /**
     * What one process does not see in hours, many see all the time. By hand: 3600 s / 0.8333 s beats an hour, of which
     * 0.1^5 * 0.9 end five losses in a row, for 100,000 processes 3,888.
     */
    @Test
    void mistakesAreThoseOfAllProcesses() {
        Requirements many = new Requirements(300 * MILLI, 0.1, SECOND, 60 * SECOND, 100_000, 5 * SECOND);
        assertThat(answers(many))
                .anyMatch(line -> line.contains("5 losses in a row alone make 3888 mistakes an hour among 100000"));
        Requirements calm = new Requirements(MILLI, 0, 0, 60 * SECOND, 5, 5 * SECOND);
        assertThat(answers(calm)).anyMatch(line -> line.contains("with 95 % confidence fewer than"));
    }
}
