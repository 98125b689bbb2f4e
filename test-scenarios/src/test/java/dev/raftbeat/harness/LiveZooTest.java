package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong rule of the zoo on real processes: its name is all that they are given, and the checks see what it does. */
@Tag("process")
class LiveZooTest {
    /** A machine that has better to do must not make a test lie. */
    private static final long PATIENCE_NANOS = 240_000_000_000L;

    private final Judge judge = new Judge();

    @TempDir
    private Path home;

    private synchronized void hear(StampedFact fact) {
        judge.hear(fact);
    }

    private synchronized List<Violation> violations() {
        return judge.violations();
    }

    /**
     * A node votes, is killed and started again; what it then comes up with is judged. Some of what was told may not have
     * been heard, and then that round proves nothing: so there are several, until one does.
     */
    private void aVoterComesBack(Optional<String> variant, int rounds) {
        Path path = home.resolve("cluster");
        WorldSpec spec = new WorldSpec(3, Pace.CLASS.settings().withPreVote(false), 5);
        try (LocalWorld world = LocalWorld.owning(path, spec, false, variant)) {
            Heard heard = new Heard(world.members());
            world.observe(this::hear);
            world.observe(heard);
            NodeId voter = world.members().get(0);
            assertThat(heard.await(() -> heard.picture().leader().isPresent(), PATIENCE_NANOS))
                    .isTrue();
            long born = 0;
            for (int round = 0; round < rounds && violations().isEmpty(); round++) {
                born = comesBack(world, heard, voter, born);
            }
        }
    }

    /** Answers when it was started again. */
    private static long comesBack(LocalWorld world, Heard heard, NodeId voter, long born) {
        TypedLines.apply(world::apply, "campaign " + voter);
        boolean voted = heard.await(() -> savedAVote(heard, voter, born), PATIENCE_NANOS);
        assertThat(voted).as("a vote is told to be durable").isTrue();
        long mark = world.nowNanos();
        assertThat(TypedLines.apply(world::apply, "kill " + voter).done()).isTrue();
        assertThat(heard.await(() -> !heard.all(ProcessEnded.class, mark).isEmpty(), PATIENCE_NANOS))
                .isTrue();
        assertThat(TypedLines.apply(world::apply, "restart " + voter).done()).isTrue();
        assertThat(heard.await(() -> heard.any(voter, Booted.class, booted -> true, mark), PATIENCE_NANOS))
                .as("it tells with what it came up")
                .isTrue();
        return mark;
    }

    private static boolean savedAVote(Heard heard, NodeId voter, long since) {
        return heard.any(voter, BallotSaved.class, saved -> saved.votedFor().isPresent(), since);
    }

    @Test
    void nodesThatSaveTheTermAloneForgetTheirVote() {
        aVoterComesBack(Optional.of("saves-term-alone"), 10);
        assertThat(violations())
                .extracting(Violation::sentence)
                .anyMatch(sentence -> sentence.contains("n1 came up with term ") && sentence.contains("and no vote"));
    }

    @Test
    void trueNodesGoThroughTheSameUnharmed() {
        aVoterComesBack(Optional.empty(), 3);
        assertThat(violations()).isEmpty();
    }
}
