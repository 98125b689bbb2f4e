package dev.raftbeat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StoreFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefusal;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final Store fenced = new Store(StoreGuard.FENCED, StoreContents.EMPTY);

    @Test
    void aLeaderWritesOften() {
        lands(fenced, N1, 3, 1, 0);
        lands(fenced, N1, 3, 2, 3);
        lands(fenced, N1, 3, 5, 3);
        assertThat(fenced.contents().last()).contains(new Write(N1, 3, 5));
    }

    @Test
    void aLowerTokenIsRefusedAndChangesNothing() {
        lands(fenced, N1, 3, 7, 0);
        lands(fenced, N2, 5, 1, 3);
        StoreContents before = fenced.contents();
        refuses(fenced, N1, 3, 8, WriteRefusal.STALE_TOKEN);
        refuses(fenced, N1, 4, 9, WriteRefusal.STALE_TOKEN);
        assertThat(fenced.contents()).isEqualTo(before);
        lands(fenced, N2, 5, 2, 5);
    }

    /** Election safety promises that this never happens; a fence must not rest on it. */
    @Test
    void anEqualTokenOfAnotherWriterIsRefused() {
        lands(fenced, N1, 3, 1, 0);
        refuses(fenced, N2, 3, 2, WriteRefusal.TOKEN_OF_ANOTHER);
        lands(fenced, N2, 4, 3, 3);
    }

    @Test
    void aDuplicateDoesNotUndoALaterWrite() {
        lands(fenced, N1, 3, 1, 0);
        lands(fenced, N1, 3, 2, 3);
        refuses(fenced, N1, 3, 1, WriteRefusal.OUT_OF_ORDER);
        refuses(fenced, N1, 3, 2, WriteRefusal.OUT_OF_ORDER);
    }

    @Test
    void aStoreThatComesBackRefusesWhatItWouldHaveRefused() {
        lands(fenced, N1, 3, 1, 0);
        lands(fenced, N2, 5, 1, 3);
        Store again = new Store(StoreGuard.FENCED, fenced.contents());
        assertThat(again.opened()).isEqualTo(new StoreOpened("fenced", Optional.of(N2), 5, 5));
        refuses(again, N1, 3, 2, WriteRefusal.STALE_TOKEN);
        refuses(again, N1, 5, 2, WriteRefusal.TOKEN_OF_ANOTHER);
        refuses(again, N2, 5, 1, WriteRefusal.OUT_OF_ORDER);
    }

    /** It tells how stale a write is all the same, or nobody could tell. */
    @Test
    void withoutAFenceEverythingLands() {
        for (StoreGuard guard : new StoreGuard[] {StoreGuard.UNFENCED, StoreGuard.lease(120_000_000)}) {
            Store open = new Store(guard, StoreContents.EMPTY);
            lands(open, N2, 5, 1, 0);
            lands(open, N1, 3, 8, 5);
            assertThat(open.contents().last()).contains(new Write(N1, 3, 8));
            assertThat(open.contents().highest()).isEqualTo(5);
            assertThat(open.opened()).isEqualTo(new StoreOpened(guard.text(), Optional.of(N1), 3, 5));
            lands(open, N2, 5, 2, 5);
        }
    }

    @Test
    void guardsAreReadAsTheyAreWritten() {
        for (StoreGuard guard : new StoreGuard[] {
            StoreGuard.UNFENCED, StoreGuard.FENCED, StoreGuard.lease(120_000_000), StoreGuard.lease(1_500_000)
        }) {
            assertThat(StoreGuard.parse(guard.text())).contains(guard);
        }
        for (String other : new String[] {"", "fence", "lease", "lease 0ms", "lease 120", "lease 601000ms"}) {
            assertThat(StoreGuard.parse(other)).as(other).isEmpty();
        }
        assertThatThrownBy(() -> StoreGuard.lease(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoreGuard(StoreGuard.Kind.FENCED, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Write(N1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void lands(Store store, NodeId writer, long term, long sequence, long highest) {
        StoreFact told = store.offer(new Write(writer, term, sequence));
        assertThat(told).isEqualTo(new WriteLanded(writer, term, sequence, highest));
    }

    private static void refuses(Store store, NodeId writer, long term, long sequence, WriteRefusal reason) {
        long highest = store.contents().highest();
        StoreFact told = store.offer(new Write(writer, term, sequence));
        assertThat(told).isEqualTo(new WriteRefused(writer, term, sequence, highest, reason));
    }
}
