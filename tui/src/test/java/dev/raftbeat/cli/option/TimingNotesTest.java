package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that do not fit are taken, and said. */
class TimingNotesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), line.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "--heartbeat 400ms, note: a heartbeat of 400 ms is not below the election timeout of 150-300 ms",
        "--heartbeat 100ms, note: a heartbeat of 100 ms is near the election timeout of 150-300 ms",
        "--election 300..300ms, note: an election timeout of 300 ms varies too little"
    })
    void aClusterWhoseTimesDoNotFitBeginsWithANote(String option, String note) {
        run("demo --on sim --plain --for 1s --pace lan --seed 3 " + option);
        assertThat(err.toString()).startsWith(note);
        assertThat(out.toString()).startsWith("seed 3").doesNotContain("note:");
    }

    @Test
    void nothingIsNotedOfTimesThatFitNorOfOneNode() {
        run("demo --on sim --plain --for 1s --pace lan --seed 3");
        run("demo --on sim --plain --for 1s --pace lan --seed 3 --nodes 1 --heartbeat 400ms");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aNodeNotesItToo() {
        run("node --id n1 --listen 127.0.0.1:1 --dir /tmp --peers n1=127.0.0.1:1,n2=127.0.0.1:2 --heartbeat 300ms"
                + " --control 192.0.2.1:1");
        assertThat(err.toString()).startsWith("note: a heartbeat of 300 ms is not below the election timeout");
    }

    @Test
    void aTypedLineIsNotedWhereItIsAboutTimes() {
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(3, Pace.LAN.settings(), 1)))) {
            assertThat(notes(world, "set window 30ms"))
                    .containsExactly("a quorum window of 30 ms is not above the heartbeat of 50 ms: a leader steps down"
                            + " before it can be answered; better: set window default");
            assertThat(notes(world, "kill n1")).isEmpty();
            assertThat(notes(world, "set prevote off")).hasSize(1);
            assertThat(notes(world, "set defaults")).isEmpty();
            assertThat(notes(world, "set heartbeat 400ms; set election 1200..2400ms; restart n1"))
                    .isEmpty();
            assertThat(notes(world, "slow all -> all 600ms")).hasSize(1);
            assertThat(notes(world, "heal")).isEmpty();
            assertThat(notes(world, "set defaults; slow n1 -> n2 900ms")).isEmpty();
            assertThat(notes(world, "set heartbeat 900ms on n2"))
                    .singleElement()
                    .asString()
                    .startsWith("a heartbeat of 900 ms is not below");
        }
    }

    private static List<String> notes(World world, String line) {
        World.Outcome outcome = TypedLines.apply(world::apply, line);
        assertThat(outcome.accepted()).as(outcome.sentence()).isTrue();
        return outcome.notes();
    }
}
