package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raftbeat nemesis} and {@code raftbeat soak} as a user and a script see them. */
class NemesisCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path store;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void aStormOnTheSimulatorIsJudged() {
        assertThat(run("nemesis", "--on", "sim", "--time-limit", "20s", "--seed", "3"))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .startsWith("seed 3: 5 nodes on sim, 20 s of kill, pause, ")
                .contains("elections", "failovers: ", "I1   valid", "L8   ")
                .endsWith("VALID" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRollingRestartSaysForHowLongNobodyLed() {
        assertThat(run("nemesis", "--on", "sim", "--rolling", "--seed", "3")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .startsWith("seed 3: 5 nodes on sim, each stopped and restarted in turn (leader-last)")
                .contains("node  led  leader then  leaderless", "5 nodes stopped and restarted in ", "I1   valid")
                .containsPattern("leaderless for \\d\\.\\d+ ms in total")
                .endsWith("VALID" + System.lineSeparator());

        out.getBuffer().setLength(0);
        assertThat(run("nemesis", "--on", "sim", "--rolling", "in-order", "--kill", "--evidence", "off", "--seed", "3"))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .contains("each killed and restarted in turn (in-order)")
                .containsPattern("leaderless for \\d{3,} ms in total");
    }

    @Test
    void aRunIsWrittenDown() {
        int code = run(
                "nemesis",
                "--on",
                "sim",
                "--time-limit",
                "10s",
                "--seed",
                "3",
                "--mix",
                "kill,pause",
                "--record",
                store.toString());
        assertThat(code).isEqualTo(ExitCodes.VALID);
        Path latest = store.resolve("nemesis").resolve("latest");
        assertThat(latest.resolve("results.json")).content().contains("\"seed\": 3", "\"calms\": [", "\"kill\": ");
        assertThat(latest.resolve("report.html")).isNotEmptyFile();
        assertThat(run("run", latest.resolve("scenario").toString()))
                .as("played again")
                .isEqualTo(ExitCodes.VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nemesis --on moon             | --on takes one of local, sim, containers, not \"moon\"",
                "nemesis --mix kill,tickle     | --mix takes kinds such as kill, pause, partition",
                "nemesis --mix packets         | \"packets\" needs containers: --on containers",
                "nemesis --nodes 2             | --nodes takes a number from 3 to 9 here",
                "nemesis --kills 0             | --kills takes a number from 1 up, not 0",
                "nemesis --kills 3 --on sim    | --kills is about processes on this machine",
                "nemesis --rolling at-once     | --rolling takes one of leader-last, in-order, not \"at-once\"",
                "nemesis --rolling --mix kill  | --rolling restarts every node once, and goes without --time-limit",
                "nemesis --rolling --kills 3   | --kills and --rolling are two ways to end nodes",
                "nemesis --kill                | --kill goes with --rolling",
                "nemesis --time-limit soon     | --time-limit takes a time such as 30s",
                "soak --keep 0                 | --keep takes a number from 1 to 10000, not 0",
                "soak --round x                | --round takes a time such as 30s",
                "soak --continue --store /nowhere | --continue finds no earlier soak in /nowhere"
            })
    void whatCannotBeIsSaidInASentence(String line, String sentence) {
        assertThat(run(line.split(" +"))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("raftbeat: ").contains(sentence);
    }

    @Test
    void aSoakCountsAndGoesOn() {
        String[] soak = {
            "soak", "--on", "sim", "--time-limit", "10s", "--round", "5s", "--seed", "3", "--store", store.toString()
        };
        assertThat(run(soak)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("round 1, seed 3: VALID", "round 2, seed 4: VALID", " 0 violations");
        assertThat(Files.exists(store.resolve("soak").resolve("tally"))).isTrue();
        out.getBuffer().setLength(0);
        int code = run(
                "soak",
                "--on",
                "sim",
                "--time-limit",
                "20s",
                "--round",
                "5s",
                "--store",
                store.toString(),
                "--continue");
        assertThat(code).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("seed 3: ", "going on after 2 rounds", "round 3, seed 5: VALID");
    }
}
