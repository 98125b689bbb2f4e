package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge.Lamp;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.random.KillNemesis;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of any node at any moment: right nodes stand it, wrong ones are found out. */
@Tag("process")
class KillNemesisTest {
    private static final long MILLI = 1_000_000L;

    @TempDir
    private Path home;

    private LocalWorld world(int nodes, Settings settings, Optional<String> variant) {
        Path path = home.resolve("cluster");
        WorldSpec spec = new WorldSpec(nodes, settings, 11);
        return LocalWorld.owning(path, spec, true, variant);
    }

    private static Lamp lamp(KillNemesis.Result result, String id) {
        return result.lamps().stream()
                .filter(lamp -> lamp.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twentyKillsBreakNothing() throws Exception {
        try (LocalWorld world = world(5, Pace.LAN.settings(), Optional.empty())) {
            KillNemesis.Result result = new KillNemesis(world, 11).run(20, kill -> true);
            assertThat(result.lamps())
                    .as("what was violated")
                    .flatExtracting(Lamp::violations)
                    .isEmpty();
            for (String id : new String[] {"I1", "I2"}) {
                assertThat(lamp(result, id).verdict()).as(id).isEqualTo(Verdict.VALID);
                assertThat(lamp(result, id).judged()).as(id + " judged").isPositive();
            }
            assertThat(result.boots()).as("lives").isGreaterThan(5);
            assertThat(result.leaders()).as("leaders").isGreaterThan(1);
            assertThat(result.calm()).as("the leader of the calm").isPresent();
        }
    }

    /** Kills on, a few at a time, until the check speaks. */
    private static Lamp killUntilViolated(LocalWorld world, String id, int rounds, int kills) throws Exception {
        KillNemesis nemesis = new KillNemesis(world, 11);
        Lamp lamp = null;
        for (int round = 0; round < rounds && (lamp == null || lamp.verdict() != Verdict.VIOLATED); round++) {
            lamp = lamp(nemesis.run(kills, kill -> true), id);
        }
        return lamp;
    }

    @Test
    void nodesOfTheZooThatSaveTheTermAloneAreFoundOut() throws Exception {
        try (LocalWorld world = world(3, Pace.LAN.settings(), Optional.of("saves-term-alone"))) {
            Lamp lamp = killUntilViolated(world, "I4", 8, 4);
            assertThat(lamp.verdict()).isEqualTo(Verdict.VIOLATED);
            assertThat(lamp.violations())
                    .extracting(Violation::sentence)
                    .anyMatch(sentence -> sentence.contains("and no vote after it had made"));
        }
    }

    @Test
    void nodesOfTheZooThatVoteTwiceAreFoundOut() throws Exception {
        // Nearly equal timeouts and no PreVote: whenever a leader dies, the two that are left campaign at once.
        Settings duel =
                Pace.LAN.settings().withElection(150 * MILLI, 152 * MILLI).withPreVote(false);
        try (LocalWorld world = world(3, duel, Optional.of("votes-twice"))) {
            Lamp lamp = killUntilViolated(world, "I2", 8, 3);
            assertThat(lamp.verdict()).isEqualTo(Verdict.VIOLATED);
            assertThat(lamp.violations())
                    .extracting(Violation::sentence)
                    .anyMatch(sentence -> sentence.contains(" voted for "));
        }
    }
}
