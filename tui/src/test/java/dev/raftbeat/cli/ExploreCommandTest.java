package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What the command says, and what it tells a script. */
class ExploreCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "explore";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void whatWasVisitedWholeIsValid() {
        assertThat(run("--nodes", "3", "--terms", "1")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("Exploring 3 nodes, terms up to 1, prevote off, checkquorum off"))
                .anyMatch(line -> line.matches("distinct states +37 .*"))
                .anyMatch(line -> line.matches("states +168 .*"))
                .anyMatch(line -> line.startsWith("All states within these bounds were visited."));
    }

    @Test
    void whatWasStoppedIsUnknown() {
        assertThat(run("--terms", "2", "--prevote", "on", "--limit", "50")).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(out.toString()).contains("Stopped at the limit of 50").doesNotContain("All states");
    }

    @Test
    void boundsOutOfRangeAreUsage() {
        assertThat(run("--nodes", "7")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--prevote", "perhaps")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("--nodes takes a number from 1 to 5, not 7")
                .contains("--prevote takes on or off");
    }
}
