package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadlessScreenTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aWorldIsRecordedInItsOwnTimeWithItsLeadersAsMarkers(@TempDir Path directory) throws Exception {
        TerminalOptions options = new TerminalOptions(false, false, Colours.RGB, false);
        Cast cast = new Cast(directory.resolve("a.cast"), "demo", options);
        cast.begin();
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)));
                HeadlessScreen screen = new HeadlessScreen(world, cast, options)) {
            world.jump(20 * SECOND);
            TypedLines.apply(world::apply, "kill leader");
            world.jump(40 * SECOND);
        }

        CastPlayer played = new CastPlayer(directory.resolve("a.cast"));
        assertThat(played.markers).hasSizeGreaterThan(1).allMatch(marker -> marker.matches("n\\d leads term \\d+"));
        assertThat(played.pictures).hasSizeGreaterThan(100).last().asString().contains("leads term", "dead");
        assertThat(played.times).last().satisfies(end -> assertThat(end).isBetween(39.0, 41.0));
    }
}
