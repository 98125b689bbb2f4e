package dev.raftbeat.lab.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.lab.topology.TopologyKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A group that is looked at finds out about a kill and about a return, the same in every run. */
class WatchedGroupTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int VICTIM = 7;

    private static WatchedGroup group(TopologyKind kind, long seed) {
        return new WatchedGroup(kind, Plan.of(TrialFault.CRASH, SECOND), seed);
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void everybodyLearnsOfAKillAndOfTheReturn(TopologyKind kind) {
        WatchedGroup group = group(kind, 1);
        group.runUntil(10 * SECOND);
        assertThat(group.count(VICTIM, MemberStatus.TRUSTED)).isEqualTo(WatchedGroup.MEMBERS - 1);

        group.kill(VICTIM);
        assertThat(group.isDead(VICTIM)).isTrue();
        group.runUntil(80 * SECOND);
        assertThat(group.count(VICTIM, MemberStatus.DEAD))
                .as("who knows: %s", group.changes())
                .isEqualTo(WatchedGroup.MEMBERS - 1);
        assertThat(group.sentWithin(VICTIM, 0, 60 * SECOND)).isFalse();

        group.revive(VICTIM);
        group.runUntil(200 * SECOND);
        for (int member = 0; member < WatchedGroup.MEMBERS; member++) {
            assertThat(group.count(member, MemberStatus.TRUSTED))
                    .as("who trusts %s: %s", WatchedGroup.name(member), group.changes())
                    .isEqualTo(WatchedGroup.MEMBERS - 1);
        }
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        List<List<WatchedGroup.Change>> runs = new ArrayList<>();
        for (long seed : new long[] {4, 4, 5}) {
            WatchedGroup group = group(TopologyKind.SWIM, seed);
            group.runUntil(5 * SECOND);
            group.kill(VICTIM);
            group.runUntil(30 * SECOND);
            runs.add(group.changes());
        }
        assertThat(runs.get(0)).isNotEmpty().isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    }

    @Test
    void whoSendsToWhomIsSeen() {
        WatchedGroup group = group(TopologyKind.CENTRAL, 1);
        group.runUntil(5 * SECOND);
        for (int member = 1; member < WatchedGroup.MEMBERS; member++) {
            assertThat(group.sentWithin(member, 0, SECOND)).isTrue();
            assertThat(group.sentWithin(member, 1, SECOND)).isFalse();
        }
        assertThat(group.isWatcher(0)).isTrue();
        assertThat(group.isWatcher(1)).isFalse();
    }
}
