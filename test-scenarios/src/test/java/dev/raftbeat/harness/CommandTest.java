package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a script uses it: separate processes, exit codes, words on standard output. */
@Tag("process")
@BesideAnother
class CommandTest {
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 4;

    @TempDir
    private Path home;

    private Path cluster;

    @BeforeEach
    void choose() throws Exception {
        cluster = home.toRealPath().resolve("cluster");
    }

    @AfterEach
    void leaveNothing() {
        Machine.processesOf(cluster).forEach(Machine::kill);
    }

    private Jvm raftbeat(String command, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(command, "--dir", cluster.toString()));
        line.addAll(List.of(arguments));
        return Jvm.run(Main.class, line.toArray());
    }

    private String done(String command, String... arguments) throws Exception {
        Jvm jvm = raftbeat(command, arguments);
        assertThat(jvm.awaitEnd()).as(() -> command + ": " + jvm.err()).isZero();
        return jvm.out();
    }

    private void refused(int code, String words, String command, String... arguments) throws Exception {
        Jvm jvm = raftbeat(command, arguments);
        assertThat(jvm.awaitEnd()).as(jvm::err).isEqualTo(code);
        assertThat(jvm.out()).isEmpty();
        // On a busy machine, lines that say how long it has taken come first.
        assertThat(jvm.err().lines()).last().asString().startsWith("raftbeat: ").contains(words);
        assertThat(jvm.err()).doesNotContain("Exception");
    }

    @Test
    void aClusterFromAScript() throws Exception {
        refused(ENVIRONMENT, "no cluster runs in", "status");
        assertThat(done("up", "--nodes", "3", "--pace", "containers")).contains("3 nodes started", "leads term");
        refused(ENVIRONMENT, "a cluster runs in", "up", "--nodes", "3");
        refused(USAGE, "cutt", "fault", "cutt leader -> follower");
        assertThat(done("fault", "cut leader -> follower")).contains("cut n", " stays open");
        assertThat(done("fault", "kill", "n2")).isNotBlank();

        JsonNode nodes =
                JsonMapper.shared().readTree(done("status", "-o", "json")).required("nodes");
        assertThat(nodes).hasSize(3);
        for (JsonNode node : nodes) {
            boolean dead = node.required("node").asString().equals("n2");
            assertThat(node.required("state").asString()).isEqualTo(dead ? "dead" : "up");
            assertThat(node.required("role").isNull()).isEqualTo(dead);
            assertThat(node.required("endpoint").asString()).isNotBlank();
            for (String field : List.of("term", "votedFor", "leader", "lastHeardMs", "boot")) {
                assertThat(node.has(field)).as(field).isTrue();
            }
        }
        String dead = done("status")
                .lines()
                .filter(line -> line.startsWith("n2 "))
                .findFirst()
                .orElseThrow();
        assertThat(dead.split("\\s+"))
                .as("a dead node's row has no blanks")
                .hasSize(9)
                .contains("dead");

        assertThat(done("fault", "heal")).startsWith("healed: ");
        assertThat(done("logs", "n1")).isNotBlank();
        refused(USAGE, "there is no node \"n9\"", "logs", "n9");
        assertThat(done("down")).startsWith("down: ");
        assertThat(Machine.processesOf(cluster)).isEmpty();
        assertThat(cluster).doesNotExist();
        refused(ENVIRONMENT, "no cluster runs in", "down");
    }

    @Test
    void downSaysWhatItLeavesAndTouchesNothingElse() throws Exception {
        Files.createDirectories(cluster);
        Files.writeString(cluster.resolve("cluster.json"), "{}");
        Path thesis = Files.writeString(cluster.resolve("thesis.txt"), "gold");
        refused(ENVIRONMENT, "Raftbeat did not make that folder, and leaves it as it is", "down");
        refused(ENVIRONMENT, "holds something that is no cluster; choose another --dir", "up");
        assertThat(thesis).hasContent("gold");
        Files.delete(cluster.resolve("cluster.json"));
        Files.delete(thesis);

        done("up", "--nodes", "1", "--wait", "0");
        Files.writeString(thesis, "gold");
        assertThat(done("down")).contains("has ended", "what Raftbeat did not make is left: thesis.txt");
        assertThat(thesis).hasContent("gold");
        try (var left = Files.list(cluster)) {
            assertThat(left).containsExactly(thesis);
        }
    }

    @Test
    void theDemonstrationInLinesEndsWithItsSummary() throws Exception {
        String told = done("demo", "--plain", "--nodes", "3", "--pace", "containers");
        assertThat(told).contains("leads", "== What it came to", "elections: ", "I1");
        assertThat(told).doesNotContain("violated");
        Machine.awaitNothingLeft(cluster);
        assertThat(cluster).doesNotExist();
    }

    @Test
    void theDemonstrationEndsWhenNobodyReadsIt() throws Exception {
        try (Jvm demo =
                Jvm.start(Main.class, "demo", "--plain", "--nodes=3", "--pace=lan", "--for=10m", "--dir=" + cluster)) {
            demo.awaitLine(line -> line.contains("leads"));
            demo.closeOutput();
            demo.awaitEnd();
        }
        Machine.awaitNothingLeft(cluster);
        assertThat(cluster).doesNotExist();
    }
}
