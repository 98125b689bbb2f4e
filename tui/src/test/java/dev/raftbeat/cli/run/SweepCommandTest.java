package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code raftbeat sweep} as a user and a script see it. */
class SweepCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(List<String> args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    @Test
    void aRuleOfTheZooIsFoundMadeSmallAndBrokenAgainByThePrintedCommand() throws IOException {
        int code = run(List.of("sweep", "--variant", "never-saves", "--seeds", "50", "--out", directory.toString()));
        assertThat(code).as(out + "\n" + err).isEqualTo(ExitCodes.VIOLATED);
        assertThat(out.toString()).contains("nodes as wrong as never-saves").contains("VIOLATED I");
        List<String> lines = out.toString().lines().toList();
        String again = lines.get(lines.size() - 1);
        assertThat(again).startsWith("again: raftbeat run ").endsWith(" --variant never-saves");
        List<String> command =
                List.of(again.substring("again: raftbeat ".length()).split(" "));
        assertThat(Files.readAllLines(Path.of(command.get(1))))
                .as("with its comment")
                .hasSizeLessThan(11);
        out.getBuffer().setLength(0);
        assertThat(run(command)).isEqualTo(ExitCodes.VIOLATED);
        assertThat(out.toString()).contains("VIOLATED  invariant");
        String said = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(command)).isEqualTo(ExitCodes.VIOLATED);
        assertThat(out.toString()).as("the same each time").isEqualTo(said);
        List<String> trueNodes = command.subList(0, command.size() - 2);
        assertThat(run(trueNodes)).as("true nodes").isNotEqualTo(ExitCodes.VIOLATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds 24", "--seeds 60 --variant never-saves"})
    void shardsPutTogetherPrintWhatOneProcessPrints(String options) throws IOException {
        List<String> whole = new ArrayList<>(List.of("sweep", "--out", directory.toString()));
        whole.addAll(List.of(options.split(" ")));
        int code = run(whole);
        String printed = out.toString();
        List<String> merge = new ArrayList<>(List.of("sweep", "merge", "--out", directory.toString()));
        for (int i = 1; i <= 3; i++) {
            Path file = directory.resolve("shard" + i);
            List<String> shard = new ArrayList<>(whole);
            shard.addAll(List.of("--shard", i + "/3", "--result", file.toString()));
            run(shard);
            merge.add(file.toString());
        }
        out.getBuffer().setLength(0);
        assertThat(run(merge)).isEqualTo(code);
        assertThat(out.toString()).isEqualTo(printed);
        assertThat(printed).contains(code == ExitCodes.VALID ? "nothing broken" : "VIOLATED");
    }

    @Test
    void aShardThatHasBeenPlayedIsNotPlayedAgain() throws IOException {
        Path file = directory.resolve("shard");
        List<String> shard = List.of(
                "sweep", "--seeds", "8", "--shard", "2/2", "--result", file.toString(), "--out", "" + directory);
        assertThat(run(shard)).isEqualTo(ExitCodes.VALID);
        // Told apart from a shard that is played anew by a count that no play gives.
        Files.writeString(file, Files.readString(file).replaceFirst("\"facts\": \\d+", "\"facts\": 17"));
        out.getBuffer().setLength(0);
        assertThat(run(shard)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).startsWith("shard 2 of 2: seeds 5 to 8").contains(" 17 facts judged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds 0", "--from -1", "--nodes 10", "--variant unicorn", "--from 9007199254740992"})
    void optionsThatMakeNoSenseAreUsage(String options) {
        assertThat(run(List.of(("sweep " + options).split(" ")))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("raftbeat: ").doesNotContain("\tat ");
    }
}
