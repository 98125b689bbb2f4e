package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One record that cannot be read costs that record, whether another monitor tells it or a file holds it. */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class BadRecordsTest {
    private final Stage stage = new Stage();

    @TempDir
    private Path home;

    private Path dir;

    @AfterEach
    void end() throws Exception {
        stage.close();
    }

    /** Three workers, of which the second is about to be spoilt. */
    private String status() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        for (String name : List.of("w1", "w2", "w3")) {
            stage.post(monitor, "{\"node_id\":\"" + name + "\",\"ts\":1,\"rack\":\"of-" + name + "\"}");
        }
        return stage.get(monitor, "/v1/status").body();
    }

    /** Answers every request with this text. */
    private URI server(String text) throws IOException {
        return server(200, text);
    }

    private URI server(int status, String text) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 8);
        server.createContext("/", exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
        stage.closing(() -> server.stop(0));
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]",
                "\"half \\ud800\"",
                "7,\"rack\":8",
                "7},\"ts\":\"late\",\"x\":{\"y\":0",
                "7},\"node_id\":\"\\u001b[2J\",\"x\":{\"y\":0",
                "7},\"age\":\"old\",\"state\":\"asleep\",\"x\":{\"y\":0",
                "7},\"suspicion\":{\"level\":-1,\"threshold\":0,\"unit\":\"s\",\"opinion\":\"trusted\"},\"x\":{\"y\":0"
            })
    void ofAnotherMonitor(String bad) throws Exception {
        URI url = server(status().replace("\"of-w2\"", bad));
        MonitorReport watched = new MonitorClient(Optional.empty()).status(url);
        boolean harmless = bad.startsWith("7,");
        assertThat(watched.members())
                .extracting(WorkerView::nodeId)
                .contains("w1", "w3")
                .hasSize(harmless ? 3 : 2);
        assertThat(watched.unread()).isEqualTo(harmless ? 0 : 1);
        Monitor peer = stage.monitor(Optional.empty(), url);
        Stage.await(peer, "w1", seen -> true);
        Stage.await(peer, "w3", seen -> true);
    }

    @Test
    void aPeerThatTellsSomethingElseIsNamed() throws Exception {
        for (String text : List.of("", "[]", "{}", "nonsense", "{\"monitor\":{},\"nodes\":[],\"changes\":[]}")) {
            URI url = server(text);
            assertThatThrownBy(() -> new MonitorClient(Optional.empty()).status(url))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is no monitor");
        }
    }

    /** What peers refuse with stands in a monitor's own status, which has to stay readable. */
    @Test
    void aPeerThatRefusesAtLengthCostsNothing() throws Exception {
        List<URI> refusing = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            refusing.add(server(503, "{\"error\":\"" + "no ".repeat(1_300) + "\"}"));
        }
        Monitor monitor = stage.monitor(Optional.empty(), refusing.toArray(URI[]::new));
        stage.post(monitor, "{\"node_id\":\"w1\",\"ts\":1}");
        MonitorReport read = new MonitorClient(Optional.empty()).status(Stage.url(monitor));
        while (read.peers().stream().anyMatch(peer -> !peer.trouble().contains("refuses"))) {
            read = new MonitorClient(Optional.empty()).status(Stage.url(monitor));
        }
        assertThat(read.members()).hasSize(1);
        refusing.add(Stage.url(monitor));
        assertThatThrownBy(() -> stage.monitor(Optional.empty(), refusing.toArray(URI[]::new)))
                .hasMessageContaining("at most 16 peers");
    }

    @Test
    void aRecordWithoutEndIsNotReadToItsEnd() throws Exception {
        URI url = server(status().replace("\"of-w2\"", "[" + "1,".repeat(1_000_000) + "1]"));
        assertThatThrownBy(() -> new MonitorClient(Optional.empty()).status(url))
                .hasMessageContaining("longer than what a monitor tells");
    }

    private List<String> saved() throws Exception {
        dir = home.resolve("m");
        Monitor monitor = stage.monitor(Optional.of(dir));
        for (String name : List.of("w1", "w2", "w3")) {
            stage.post(monitor, "{\"node_id\":\"" + name + "\",\"ts\":1,\"generation\":4}");
        }
        monitor.close();
        stage.log.clear();
        return Files.readAllLines(dir.resolve("workers.ndjson"));
    }

    private List<String> namesAfter(List<String> lines) throws Exception {
        Files.write(dir.resolve("workers.ndjson"), lines);
        Files.deleteIfExists(dir.resolve("workers.before.ndjson"));
        try (Monitor again = stage.monitor(Optional.of(dir))) {
            return again.report().members().stream().map(WorkerView::nodeId).toList();
        }
    }

    @Test
    void ofItsOwnFile() throws Exception {
        List<String> lines = new ArrayList<>(saved());
        int second = lines.indexOf(lines.stream()
                .filter(line -> line.contains("\"w2\""))
                .findFirst()
                .orElseThrow());
        lines.set(second, lines.get(second).replace("generation\":4", "generation\":9"));
        assertThat(namesAfter(lines)).containsExactly("w1", "w3");
        assertThat(stage.log).anyMatch(line -> line.contains("workers.ndjson is damaged") && line.contains("1 of its"));
        assertThat(Files.readAllLines(dir.resolve("workers.ndjson.damaged-1")))
                .as("what could not be read stays")
                .isEqualTo(lines);
    }

    @Test
    void theHeadIsARecordToo() throws Exception {
        List<String> lines = saved();
        assertThat(namesAfter(lines.subList(1, lines.size()))).containsExactly("w1", "w2", "w3");
        assertThat(namesAfter(lines.subList(0, lines.size() - 2))).containsExactly("w1", "w2");
        assertThat(stage.log).anyMatch(line -> line.contains("it ends early"));
    }

    @Test
    void whatTheFileBeforeKnowsOfAMissingOneIsUsed() throws Exception {
        List<String> lines = saved();
        Files.write(dir.resolve("workers.before.ndjson"), lines);
        Files.write(dir.resolve("workers.ndjson"), List.of(lines.get(0), lines.get(1), "rot"));
        Monitor again = stage.monitor(Optional.of(dir));
        assertThat(again.report().members()).extracting(WorkerView::nodeId).containsExactly("w1", "w2", "w3");
        assertThat(again.report().members()).allMatch(member -> member.last().generation() == 4);
    }

    /** A file that was saved under a clock ahead of today's, with heartbeats of that time: the clock was set back since. */
    @ParameterizedTest
    @ValueSource(doubles = {120, 86_400, 4e9, -86_400, -1e9})
    void aClockThatWasSetIsNoDamage(double aheadSeconds) throws Exception {
        saved();
        double then = System.currentTimeMillis() / 1e3 + aheadSeconds;
        try (MonitorFile file = new MonitorFile(dir)) {
            List<WorkerView> members = file.load().members().stream()
                    .map(member -> withTimestamp(member, then + 30))
                    .toList();
            file.save(name -> new StatusWriter.Page(name.isEmpty() ? members : List.of(), then), then);
        }
        Monitor again = stage.monitor(Optional.of(dir));
        assertThat(stage.log).noneMatch(line -> line.contains("damaged"));
        assertThat(again.report().members()).hasSize(3).allSatisfy(member -> {
            assertThat(member.state()).isEqualTo(WorkerState.UNKNOWN);
            assertThat(member.last().generation()).isEqualTo(4);
            assertThat(member.ageNanos().orElseThrow()).isNotNegative();
        });
    }

    private static WorkerView withTimestamp(WorkerView member, double seconds) {
        WorkerHeartbeat last = member.last();
        return new WorkerView(
                member.state(),
                member.inStateNanos(),
                member.ageNanos(),
                member.suspicion(),
                member.deadAfterNanos(),
                member.notReady(),
                member.beats(),
                member.flaps(),
                member.heardBy(),
                member.probes(),
                new WorkerHeartbeat(
                        last.nodeId(),
                        seconds,
                        last.generation(),
                        last.sequence(),
                        last.rhythm(),
                        last.condition(),
                        last.metadata()));
    }

    /** As the same monitor tells it while its own clock goes back under it. */
    @Test
    void aStatusWhoseHeartbeatsComeFromTheFutureIsReadable() throws Exception {
        String ahead = status().replace("\"ts\":1.0,", "\"ts\":" + (System.currentTimeMillis() / 1_000 + 900) + ",");
        assertThat(ahead).doesNotContain("\"ts\":1.0,");
        assertThat(new MonitorClient(Optional.empty()).status(server(ahead)).members())
                .hasSize(3);
    }
}
