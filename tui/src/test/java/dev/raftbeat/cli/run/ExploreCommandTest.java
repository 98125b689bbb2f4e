package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aWrongRuleOfTheZooIsFoundAndTheScenarioBreaksTheSame(@TempDir Path directory) throws IOException {
        String out1 = directory.toString();
        int code = run("--terms", "2", "--variant", "heartbeat-clears-vote", "--out", out1);
        assertThat(code).isEqualTo(ExitCodes.VIOLATED);
        List<String> lines = out.toString().lines().toList();
        String again = lines.get(lines.size() - 1);
        String file = directory.resolve("explore-I2.scenario").toString();
        assertThat(again).isEqualTo("again: raftbeat run " + file + " --variant heartbeat-clears-vote");
        StringWriter played = new StringWriter();
        PrintWriter to = new PrintWriter(played);
        assertThat(Main.run(to, to, "run", file, "--variant", "heartbeat-clears-vote"))
                .isEqualTo(ExitCodes.VIOLATED);
        assertThat(played.toString()).contains("VIOLATED  invariant  I2");
        assertThat(Main.run(to, to, "run", file)).as("true nodes").isEqualTo(ExitCodes.VALID);
    }

    @Test
    void whatIsNoRuleOfTheCoreIsTurnedAway() {
        assertThat(run("--variant", "answers-before-save")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--variant", "unicorn")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--terms", "1", "--prevote", "on", "--variant", "heartbeat-leaves-timer"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("\"answers-before-save\" is not about a rule")
                .contains("there is no \"unicorn\" in the zoo")
                .contains("the exploration would leave something out");
    }

    @Test
    void boundsOutOfRangeAreUsage() {
        assertThat(run("--messages", "0")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--duplicates", "never")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--nodes", "7")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("--prevote", "perhaps")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("--nodes takes a number from 1 to 5, not 7")
                .contains("--prevote takes on or off");
    }
}
