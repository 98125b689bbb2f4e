package dev.raftbeat.check.safety;

import static dev.raftbeat.check.History.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Judging;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefusal;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** I15: what a store takes. */
class StaleWriteTest {
    private final History history = History.booted(3);
    private final History.Teller store = history.node("store");

    @Test
    void onceALeaderWritesItsPredecessorsDoNot() {
        opens(0);
        lands("n1", 3, 1, 0);
        lands("n1", 3, 2, 3);
        lands("n2", 5, 1, 3);
        store.tells(new WriteRefused(id("n1"), 3, 3, 5, WriteRefusal.STALE_TOKEN));
        lands("n2", 5, 2, 5);
        Judging.valid(StaleWrite::new, history);
    }

    @Test
    void aStaleWriteLands() {
        opens(0);
        lands("n1", 3, 1, 0);
        StampedFact newer = lands("n2", 5, 1, 3);
        StampedFact stale = lands("n1", 3, 2, 5);
        Violation violation = Judging.violated(StaleWrite::new, history);
        assertThat(violation.sentence()).isEqualTo("n1's write of term 3 landed after one of term 5");
        assertThat(violation.facts()).containsExactly(stale, newer);
    }

    @Test
    void twoWriteInOneTerm() {
        opens(0);
        lands("n1", 3, 1, 0);
        lands("n2", 3, 1, 3);
        assertThat(Judging.violated(StaleWrite::new, history).sentence())
                .isEqualTo("writes of n1 and of n2 landed in term 3");
    }

    /** The store itself takes the write for a fresh one. */
    @Test
    void aStoreForgetsItsHighestTokenInARestart() {
        opens(0);
        lands("n2", 5, 1, 0);
        store.restarts();
        opens(0);
        lands("n1", 3, 2, 0);
        Judging.violated(StaleWrite::new, history);
    }

    @Test
    void whatLandedBeforeWeListenedTheStoreTellsItself() {
        store.restarts();
        store.tells(new StoreOpened("unfenced", Optional.of(id("n2")), 5, 5));
        lands("n1", 3, 1, 5);
        Judging.violated(StaleWrite::new, history);
    }

    @Test
    void whatWasNotHeardMayHaveBeenNewer() {
        opens(0);
        lands("n1", 3, 1, 0);
        store.loses(2);
        lands("n1", 3, 4, 3);
        Judging.unknown(StaleWrite::new, history);
    }

    @Test
    void whatWasNotHeardIsToldByTheNextWrite() {
        opens(0);
        lands("n1", 3, 1, 0);
        store.loses(1);
        lands("n1", 3, 2, 5);
        Judging.violated(StaleWrite::new, history);
    }

    /** A cluster without a store has no lamp for it, and its verdict does not wait for one. */
    @Test
    void withoutAStoreItDoesNotApply() {
        Judge judge = new Judge();
        history.facts().forEach(judge::hear);
        assertThat(judge.lamps()).extracting(Judge.Lamp::id).doesNotContain("I15");
        opens(0);
        lands("n1", 3, 1, 0);
        Judge other = new Judge();
        history.facts().forEach(other::hear);
        assertThat(other.lamps())
                .filteredOn(lamp -> lamp.id().equals("I15"))
                .singleElement()
                .extracting(Judge.Lamp::verdict)
                .isEqualTo(Verdict.VALID);
    }

    private void opens(long highest) {
        store.tells(new StoreOpened("fenced", Optional.empty(), highest, highest));
    }

    private StampedFact lands(String writer, long term, long sequence, long highest) {
        return store.tells(new WriteLanded(new NodeId(writer), term, sequence, highest));
    }
}
