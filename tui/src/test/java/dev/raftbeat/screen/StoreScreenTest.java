package dev.raftbeat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is to be seen of a store beside a cluster, and of a leader's stale write to it. */
class StoreScreenTest {
    private static final long SECOND = 1_000_000_000L;

    /** The leader is frozen, and goes on once another leads. */
    private static Model played(Optional<StoreGuard> guard) {
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(3, Pace.CLASS.settings(), 7, guard)))) {
            Model model = new Model(world.title(), world.members());
            world.observe(model::hear);
            world.jump(10 * SECOND);
            assertThat(TypedLines.apply(world::apply, "pause leader").done()).isTrue();
            world.jump(20 * SECOND);
            assertThat(TypedLines.apply(world::apply, "resume all").done()).isTrue();
            world.jump(22 * SECOND);
            model.settle();
            return model;
        }
    }

    private static String text(Optional<StoreGuard> guard, int width, int height) {
        return ClusterScreen.of(played(guard), width, height, 22 * SECOND).text();
    }

    @Test
    void aStaleWriteIsSeenToLand() {
        String small = text(Optional.of(StoreGuard.UNFENCED), 80, 24);
        assertThat(small).containsPattern("Nodes [━─]+ store n\\d t2: \\d+ landed, \\d+ stale ");
        assertThat(small).contains("a stale write landed: n", "VIOLATED: no stale writes.");
        assertThat(small).containsPattern("✗ VIOLATED no stale writes");
    }

    @Test
    void aStaleWriteIsSeenToBounce() {
        String large = text(Optional.of(StoreGuard.FENCED), 120, 36);
        assertThat(large).containsPattern("store n\\d t2: \\d+ landed, \\d+ refused ");
        assertThat(large).contains("the store refused n", "✓ no stale writes").doesNotContain("VIOLATED", " stale ━");
    }

    @Test
    void withoutAStoreNothingIsSaidOfOne() {
        String large = text(Optional.empty(), 120, 36);
        assertThat(large).contains("a quorum is 2 of 3").doesNotContain("stale write", "store");
    }
}
