package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.wire.StrictJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raftbeat status --watch} and {@code raftbeat faults}, on a cluster of two processes. */
@Tag("process")
class StatusWatchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private String directory;

    /** What a command said, or says: a {@code StringWriter} may be read while it is written. */
    private record Said(StringWriter out, StringWriter err) {
        Said() {
            this(new StringWriter(), new StringWriter());
        }

        String text() {
            return out.toString();
        }

        long lines(String with) {
            return text().lines().filter(line -> line.contains(with)).count();
        }
    }

    private int run(Said said, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--dir", directory));
        return Main.run(
                new PrintWriter(said.out(), true), new PrintWriter(said.err(), true), all.toArray(String[]::new));
    }

    @BeforeEach
    void up() {
        directory = folder.resolve("cluster").toString();
        Said said = new Said();
        assertThat(run(said, "up", "--nodes", "2", "--wait", "120"))
                .as(said.err().toString())
                .isEqualTo(ExitCodes.VALID);
    }

    @AfterEach
    void down() {
        run(new Said(), "down", "--record", folder.resolve("store").toString());
    }

    @Test
    void itIsPrintedAgainAndAgainUntilTheClusterIsEnded() throws Exception {
        Said table = new Said();
        Said json = new Said();
        CompletableFuture<Integer> people =
                CompletableFuture.supplyAsync(() -> run(table, "status", "--watch", "100ms"));
        CompletableFuture<Integer> programs =
                CompletableFuture.supplyAsync(() -> run(json, "status", "--watch", "100ms", "-o", "json"));
        await().atMost(PATIENCE).until(() -> table.lines("NODE") >= 3 && json.lines("\"n2\"") >= 3);
        down();
        assertThat(people.get()).isEqualTo(ExitCodes.VALID);
        assertThat(programs.get()).isEqualTo(ExitCodes.VALID);
        assertThat(table.text()).contains("\n\nNODE").doesNotContain("\u001b");
        assertThat(table.text().strip()).endsWith("the cluster was ended");
        assertThat(json.text().lines())
                .allSatisfy(line -> assertThat(line).startsWith("{\"nodes\":[").endsWith("}"));
        assertThat(json.err().toString()).contains("the cluster was ended");
    }

    @Test
    void asRowsItIsNotWatched() {
        Said said = new Said();
        assertThat(run(said, "status", "--watch", "-o", "csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(said.err().toString().strip()).isEqualTo("raftbeat: --watch goes with -o table or -o json");
        Said rows = new Said();
        assertThat(run(rows, "status", "-o", "csv")).isEqualTo(ExitCodes.VALID);
        assertThat(rows.text()).startsWith("node,state,role,term,").contains("\r\nn1,up,", "\r\nn2,up,");
    }

    @Test
    void whatIsActiveIsListed() {
        Said none = new Said();
        assertThat(run(none, "faults")).isEqualTo(ExitCodes.VALID);
        assertThat(none.text().strip()).isEqualTo("no fault is active");
        assertThat(run(new Said(), "fault", "slow n1 -> n2 1500ms")).isZero();
        assertThat(run(new Said(), "fault", "pause n2")).isZero();
        Said table = new Said();
        assertThat(run(table, "faults")).isEqualTo(ExitCodes.VALID);
        List<String> lines = table.text().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches(" *fault +line +nodes +links +for +ends in +not obeying yet");
        assertThat(lines.get(1)).matches(" *1 +slow n1 -> n2 1500ms +- +n1 -> n2 .* (s|ms|us) .*");
        assertThat(lines.get(2)).matches(" *2 +pause n2 +n2 +- .*");
        Said json = new Said();
        assertThat(run(json, "faults", "-o", "json")).isEqualTo(ExitCodes.VALID);
        List<?> faults = (List<?>) StrictJson.STANDARD.read(
                json.text()
                        .substring(json.text().indexOf('['), json.text().indexOf("\"notes\""))
                        .strip()
                        .replaceFirst(",$", ""),
                List.class);
        Map<?, ?> first = (Map<?, ?>) faults.get(0);
        assertThat(first.get("text")).isEqualTo("slow n1 -> n2 1500ms");
        assertThat((Double) first.get("forSeconds")).isBetween(0.0, 3600.0);
        assertThat(first.get("notObeying")).isEqualTo(List.of());
    }
}
