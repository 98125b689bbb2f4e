package dev.raftbeat.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.progress.Progress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is visited, counted against a second search, and that a result says no more than it may. */
class ExplorerTest {

    private static Exploration explored(ExplorationBounds bounds) {
        return new Explorer(bounds, Variant.TRUE).explore();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, false, false, 100",
        "2, 2, false, false, 100",
        "2, 2, false, true, 100",
        "3, 1, false, false, 100",
        "3, 1, false, true, 100",
        "3, 2, false, true, 4",
        "3, 2, true, false, 5",
        "3, 1, true, true, 6",
        "2, 3, true, true, 8",
        "4, 2, true, true, 3",
    })
    void countsWhatTheNaiveSearchCounts(int nodes, int terms, boolean preVote, boolean checkQuorum, int depth) {
        ExplorationBounds bounds = ExplorationBounds.of(nodes, terms)
                .withPreVote(preVote)
                .withCheckQuorum(checkQuorum)
                .withDepth(depth)
                .withEveryMessage(true);
        Exploration found = explored(bounds);
        NaiveSearch.Count naive = new NaiveSearch(nodes, terms, preVote, checkQuorum).count(depth);
        assertThat(found.broken()).isEmpty();
        assertThat(found.states()).isEqualTo(naive.states());
        assertThat(found.distinct()).isEqualTo(naive.distinct());
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 8", "3, 1, 7"})
    void evidenceReachesWhatClocksThatGoAsTheyLikeReachAnyway(int nodes, int terms, int depth) {
        ExplorationBounds off = ExplorationBounds.of(nodes, terms)
                .withPreVote(true)
                .withDepth(depth)
                .withEveryMessage(true);
        Exploration found = explored(off.withEvidence(true));
        NaiveSearch.Count naive =
                new NaiveSearch(nodes, terms, true, false).withEvidence().count(depth);
        assertThat(found.broken()).isEmpty();
        assertThat(found.states())
                .isEqualTo(naive.states())
                .isEqualTo(explored(off).states());
        assertThat(found.distinct()).isEqualTo(naive.distinct());
        assertThat(found.steps()).isGreaterThan(explored(off).steps());
    }

    @Test
    void withEvidenceEveryStateIsVisitedAndHolds() {
        ExplorationBounds off = ExplorationBounds.of(2, 2).withPreVote(true);
        Exploration found = explored(off.withEvidence(true));
        assertThat(found.ending()).isEqualTo(Exploration.Ending.COMPLETE);
        assertThat(found.states()).isEqualTo(explored(off).states());
        assertThat(found.steps()).isGreaterThan(explored(off).steps());
    }

    @ParameterizedTest
    @CsvSource({"2, 2, false, 100", "3, 1, false, 100", "3, 2, false, 5", "3, 2, true, 4"})
    void withoutDuplicatesItCountsWhatTheNaiveSearchCounts(int nodes, int terms, boolean checkQuorum, int depth) {
        ExplorationBounds bounds = ExplorationBounds.of(nodes, terms)
                .withCheckQuorum(checkQuorum)
                .withDepth(depth)
                .withEveryMessage(true)
                .withDuplicates(false);
        Exploration found = explored(bounds);
        NaiveSearch.Count naive = new NaiveSearch(nodes, terms, false, checkQuorum)
                .withoutDuplicates()
                .count(depth);
        assertThat(found.states()).isEqualTo(naive.states());
        assertThat(found.distinct()).isEqualTo(naive.distinct());
    }

    @Test
    void aMessageThatIsSpentMakesAnotherState() {
        assertThat(explored(ExplorationBounds.of(3, 2).withDuplicates(false)).distinct())
                .isEqualTo(2381);
        assertThat(explored(ExplorationBounds.of(3, 2)).distinct()).isEqualTo(1466);
    }

    @Test
    void fewerMessagesReachFewerStatesAndItIsSaid() {
        Exploration all = explored(ExplorationBounds.of(3, 2));
        Exploration few = explored(ExplorationBounds.of(3, 2).withMessages(4));
        assertThat(few.distinct()).isLessThan(all.distinct());
        assertThat(few.beyond()).isPositive();
        assertThat(new ExplorationReport(few, 1).lines())
                .anyMatch(line -> line.matches("steps not taken +213 .*"))
                .anyMatch(line -> line.startsWith("Not covered: "));
        Exploration enough = explored(ExplorationBounds.of(3, 2).withMessages(1000));
        assertThat(enough.distinct()).isEqualTo(all.distinct());
        assertThat(enough.beyond()).isZero();
    }

    static Stream<ExplorationBounds> forgetful() {
        return Stream.of(
                ExplorationBounds.of(2, 3),
                ExplorationBounds.of(2, 3).withTransfers(true),
                ExplorationBounds.of(3, 1)
                        .withPreVote(true)
                        .withCheckQuorum(true)
                        .withDepth(11),
                ExplorationBounds.of(3, 2).withDepth(11),
                ExplorationBounds.of(3, 2).withCheckQuorum(true).withDepth(10),
                ExplorationBounds.of(3, 2).withPreVote(true).withDepth(9));
    }

    @ParameterizedTest
    @MethodSource("forgetful")
    void whatIsForgottenKeepsNodesFromNothing(ExplorationBounds bounds) {
        Explorer forgetting = new Explorer(bounds, Variant.TRUE);
        Explorer remembering = new Explorer(bounds.withEveryMessage(true), Variant.TRUE);
        long few = forgetting.explore().distinct();
        long many = remembering.explore().distinct();
        assertThat(few).isLessThan(many);
        assertThat(forgetting.nodesWithoutMessages()).isEqualTo(remembering.nodesWithoutMessages());
    }

    @ParameterizedTest
    @CsvSource({"1, 37, 168", "2, 1466, 8442", "3, 98978, 591285"})
    void theTrueRulesHold(int terms, long distinct, long states) {
        Exploration found = explored(ExplorationBounds.of(3, terms));
        assertThat(found.ending()).isEqualTo(Exploration.Ending.COMPLETE);
        assertThat(found.distinct()).isEqualTo(distinct);
        assertThat(found.states()).isEqualTo(states);
        assertThat(found.withLeader()).isPositive();
    }

    @Test
    void theTrueRulesHoldWithEverythingOn() {
        Exploration found = explored(ExplorationBounds.of(3, 1)
                .withPreVote(true)
                .withCheckQuorum(true)
                .withTransfers(true));
        assertThat(found.ending()).isEqualTo(Exploration.Ending.COMPLETE);
        assertThat(found.withLeader()).isPositive();
    }

    @Test
    void twoLeadersOfDifferentTermsAreNoOffence() {
        assertThat(explored(ExplorationBounds.of(3, 2)).withTwoLeaders()).isPositive();
    }

    @Test
    void theSameIsFoundAgain() {
        ExplorationBounds bounds = ExplorationBounds.of(3, 2).withPreVote(true).withLimit(3000);
        assertThat(explored(bounds)).isEqualTo(explored(bounds));
    }

    @Test
    void fewerCrashesReachFewerStates() {
        Exploration none = explored(ExplorationBounds.of(3, 2).withCrashes(0));
        Exploration any = explored(ExplorationBounds.of(3, 2));
        assertThat(none.ending()).isEqualTo(Exploration.Ending.COMPLETE);
        assertThat(none.distinct()).isLessThan(any.distinct());
        // Counted, a crash makes states differ: with as many as can matter, there are more of them.
        assertThat(explored(ExplorationBounds.of(3, 2).withCrashes(15)).distinct())
                .isGreaterThan(any.distinct());
    }

    @Test
    void aLimitIsKeptAndSaid() {
        Exploration found = explored(ExplorationBounds.of(3, 2).withLimit(1000));
        assertThat(found.ending()).isEqualTo(Exploration.Ending.LIMIT);
        assertThat(found.distinct()).isEqualTo(1000);
        assertThat(new ExplorationReport(found, 1).lines())
                .anyMatch(line -> line.startsWith("Stopped at the limit of 1000"))
                .noneMatch(line -> line.contains("All states"));
        assertThat(explored(ExplorationBounds.of(3, 2).withLimit(1466)).ending())
                .isEqualTo(Exploration.Ending.COMPLETE);
    }

    @Test
    void aDepthIsKeptAndSaid() {
        Exploration found = explored(ExplorationBounds.of(3, 2).withDepth(4));
        assertThat(found.ending()).isEqualTo(Exploration.Ending.DEPTH);
        assertThat(found.depth()).isEqualTo(4);
        assertThat(new ExplorationReport(found, 1).lines())
                .anyMatch(line -> line.contains("at most 4 steps"))
                .noneMatch(line -> line.startsWith("All states within these bounds"));
        assertThat(explored(ExplorationBounds.of(3, 1).withDepth(99)).ending()).isEqualTo(Exploration.Ending.COMPLETE);
    }

    @Test
    void itCanBeStoppedAndSaysWhatItHadFoundByThen() {
        Progress progress = new Progress();
        progress.stop();
        Exploration found = new Explorer(ExplorationBounds.of(3, 3), Variant.TRUE).explore(progress);
        assertThat(found.ending()).isEqualTo(Exploration.Ending.INTERRUPTED);
        assertThat(new ExplorationReport(found, 1).lines())
                .contains("Interrupted: nothing was broken in the 1 distinct states that were found, nearest first.");
    }

    @Test
    void itCountsTheStatesThatWereLookedAt() {
        Progress progress = new Progress();
        Exploration found = new Explorer(ExplorationBounds.of(3, 1), Variant.TRUE).explore(progress);
        assertThat(progress.done()).isEqualTo(found.distinct()).isEqualTo(progress.total());
    }

    @Test
    void boundsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ExplorationBounds.of(6, 3)).hasMessage("nodes takes a number from 1 to 5, not 6");
        assertThatThrownBy(() -> ExplorationBounds.of(3, 0)).hasMessageContaining("terms");
        assertThatThrownBy(() -> ExplorationBounds.of(3, 1).withCrashes(16)).hasMessageContaining("crashes");
        assertThatThrownBy(() -> ExplorationBounds.of(3, 1).withMessages(0)).hasMessageContaining("messages");
        assertThatThrownBy(() -> ExplorationBounds.of(3, 1).withLimit(0)).hasMessageContaining("2^30");
    }
}
