package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge.Lamp;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.random.KillNemesis;
import dev.raftbeat.world.WorldSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The suite bites: containers whose nodes never save their votes are found out, by the same kills that right ones stand. */
@NeedsContainers
class ContainerVariantTest {
    private static final int ROUNDS = 3;
    private static final int KILLS = 3;

    private static Lamp afterKills(Optional<String> variant) throws Exception {
        WorldSpec spec = new WorldSpec(3, Pace.CONTAINERS.settings(), 11);
        try (LocalWorld world = ContainerCluster.shared().launch(spec, variant)) {
            KillNemesis nemesis = new KillNemesis(world, 11);
            Lamp lamp = null;
            for (int round = 0; round < ROUNDS && (lamp == null || lamp.verdict() != Verdict.VIOLATED); round++) {
                lamp = nemesis.run(KILLS, kill -> true).lamps().stream()
                        .filter(one -> one.id().equals("I6"))
                        .findFirst()
                        .orElseThrow();
            }
            return lamp;
        }
    }

    @Test
    void nodesThatNeverSaveAreFoundOut() throws Exception {
        Lamp lamp = afterKills(Optional.of("never-saves"));
        assertThat(lamp.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(lamp.violations()).extracting(Violation::sentence).isNotEmpty();
    }

    @Test
    void rightNodesStandTheSameKills() throws Exception {
        Lamp lamp = afterKills(Optional.empty());
        assertThat(lamp.verdict()).isEqualTo(Verdict.VALID);
        assertThat(lamp.judged()).isPositive();
    }
}
