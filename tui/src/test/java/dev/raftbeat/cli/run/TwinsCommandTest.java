package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raftbeat twins --plain} as a user and a script see it. */
class TwinsCommandTest {
    private static final String DEAF =
            "cluster 5 prevote off checkquorum off seed 7\nrun until stable\ncut all -> leader+1\nrun 2s\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("deaf.scenario"), DEAF).toString();
    }

    private int run(String... args) {
        String[] all = Stream.concat(Stream.of("twins", file, "--plain"), Stream.of(args))
                .toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void bothTalesAreToldWithTheirPartingAndTheirMeters() {
        assertThat(run("--left", "prevote off", "--right", "set prevote on"))
                .as(err.toString())
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .startsWith("seed 7: ")
                .containsPattern("both +n\\d leads term 1")
                .containsPattern("== They part at 1\\.\\d{3} s")
                .containsPattern("left: +n\\d's \\d+ ms timer ran out: it campaigns in term 2")
                .containsPattern("right: n\\d's \\d+ ms timer ran out")
                .containsPattern("why: +fault cut all -> n\\d at 1\\.\\d{3} · ")
                .containsPattern("false alarms +[1-9]\\d* +0  \\*");
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("--left", "prevote off", "--right", "prevote on")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void nonsenseIsRefusedInOneSentence() {
        assertThat(run("--left", "prevote off")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--left", "prevote of", "--right", "prevote on")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--left", "kill n1", "--right", "prevote on")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--left", "prevote off", "--right", "prevote on", "--cluster", "2"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("--right")
                .contains("--left: expected a setting such as \"prevote off\"")
                .contains("--cluster takes a number from 1 to 1 here, not 2");
    }
}
