package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Hostile.Said;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that runs, in whose folder somebody has written. */
@Tag("process")
class HostileClusterTest {
    @TempDir
    private Path directory;

    private Said run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--dir", cluster().toString()));
        return Hostile.run(all);
    }

    private Path cluster() {
        return directory.resolve("cluster");
    }

    @BeforeEach
    void up() {
        assertThat(run("up", "--nodes", "1", "--wait", "120").code()).isEqualTo(ExitCodes.VALID);
    }

    @AfterEach
    void down() {
        assertThat(run("down").code()).isEqualTo(ExitCodes.VALID);
    }

    @Test
    void whatStandsInItsFolderHarmsNobody() throws IOException {
        Path log = cluster().resolve("nodes").resolve("n1.log");
        Files.write(log, (Hostile.LINE + "\n\tat line 2\r\n").getBytes(StandardCharsets.UTF_8));
        Files.write(log, new byte[] {-101, '3', '1', 'm', '\r', '\n'}, StandardOpenOption.APPEND);
        assertThat(Hostile.run("logs", "n1", "--dir", cluster().toString()).out())
                .startsWith("\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m")
                .endsWith("\n\tat line 2\n\ufffd31m\n");
        assertThat(run("logs", Hostile.TEXT).code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("fault", Hostile.TEXT).code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("fault", "cut n1 -> " + Hostile.TEXT).code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("fault", "heal # " + Hostile.LINE).code()).isEqualTo(ExitCodes.VALID);
        assertThat(run("status").out()).contains("n1 ");
        assertThat(run("status", "-o", "json").json().path("nodes").size()).isEqualTo(1);
    }

    @Test
    void aPlanThatIsNoneHarmsNobody() throws IOException {
        Path plan = cluster().resolve("cluster.json");
        byte[] good = Files.readAllBytes(plan);
        for (String text : List.of(
                Hostile.LINE,
                "{\"cluster\": \"" + Hostile.LINE.replaceAll("[\u0000-\u001f]", ""),
                new String(good, StandardCharsets.UTF_8).replace("\"n1\"", "\"\\u001b[2J\u202e\""))) {
            Files.writeString(plan, text);
            for (String command : List.of("status", "logs n1", "fault heal", "watch --plain --for 1s")) {
                Said said = run(command.split(" "));
                assertThat(said.code()).as(command).isNotEqualTo(ExitCodes.VALID);
                assertThat(said.err().lines()).as(command).hasSize(1);
            }
        }
        Files.write(plan, good);
    }
}
