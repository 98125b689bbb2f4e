package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two monitors that are started again and again, clients that know no more than {@code node_id}, {@code ts} and {@code GET
 * /status}, and bodies of every bad kind in between: what was accepted is known to both, and whoever reads can read.
 */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class NothingIsLostTest {
    private static final int ROUNDS = 6;

    private final Stage stage = new Stage();
    private final List<Monitor> monitors = new ArrayList<>();
    private final TreeSet<String> accepted = new TreeSet<>();

    @TempDir
    private Path home;

    private List<Integer> ports;

    @AfterEach
    void end() throws Exception {
        stage.close();
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            return List.of(one.getLocalPort(), two.getLocalPort());
        }
    }

    private Monitor start(int which) throws IOException {
        return stage.start(new MonitorOptions(
                new HostPort("127.0.0.1", ports.get(which)),
                Stage.rules(MonitorRules.Bounds.USUAL, 600_000_000_000L),
                List.of(URI.create("http://127.0.0.1:" + ports.get(1 - which))),
                Optional.of(home.resolve("monitor-" + which)),
                true,
                MonitorOptions.Guard.LOOPBACK,
                new MonitorOptions.Hook(
                        Optional.of("cat >> '" + home.resolve("told-" + which) + "'"), Optional.empty()),
                true));
    }

    private void post(int which, String name, String rest) throws Exception {
        int status = stage.post(monitors.get(which), "{\"node_id\":\"" + name + "\",\"ts\":1" + rest + "}")
                .statusCode();
        assertThat(status).isIn(200, 400, 413);
        if (status == 200) {
            accepted.add(name);
        }
    }

    private void round(int round) throws Exception {
        for (int which = 0; which < 2; which++) {
            String name = round + "-" + which;
            post(which, "plain", "");
            post(which, "new " + name, "");
            post(which, "nested " + name, ",\"a\":" + "[".repeat(round + 3) + "1" + "]".repeat(round + 3));
            post(which, "long " + name, ",\"a\":\"" + "x".repeat(1_500 * round) + "\"");
            post(which, "wide " + name, ",\"a\":[" + "1e9,".repeat(400 * round) + "1]");
            post(which, "half " + name, ",\"a\":\"\\ud800\"");
            post(which, "infinite " + name, ",\"a\":1e999");
            post(which, "twice " + name, ",\"a\":1,\"a\":2");
            post(which, "open " + name, ",\"a\":[");
            post(which, "slow " + name, ",\"interval\":3600,\"base_interval\":3600,\"seq\":9007199254740992");
            post(which, "gone " + name, ",\"leaving\":true");
            assertThat(fault(which, "cut \"nobody " + name + "\"; lose 0% plain"))
                    .isEqualTo(200);
            assertThat(fault(which, "cut \"")).isEqualTo(400);
        }
    }

    private int fault(int which, String line) throws Exception {
        return stage.post(monitors.get(which), "/v1/faults", line).statusCode();
    }

    @Test
    void ofWhatWasAccepted() throws Exception {
        ports = freePorts();
        monitors.add(start(0));
        monitors.add(start(1));
        MonitorSource watching = new MonitorSource(
                List.of(Stage.url(monitors.get(0)), Stage.url(monitors.get(1))), new MonitorClient(Optional.empty()));
        for (int round = 0; round < ROUNDS; round++) {
            round(round);
            int ending = round % 2;
            monitors.get(ending).close();
            assertThat(watching.ask().monitor()).as("the other one tells").endsWith(":" + ports.get(1 - ending));
            monitors.set(ending, start(ending));
        }
        round(ROUNDS);
        assertThat(accepted).hasSizeGreaterThan(60);
        for (Monitor monitor : monitors) {
            for (String name : accepted) {
                Stage.await(monitor, name, seen -> true);
            }
            readByAll(monitor);
        }
        assertThat(stage.log).noneMatch(line -> line.contains("damaged") || line.contains("cannot be read"));
        stage.close();
        toldInOrder(home.resolve("told-0"));
        toldInOrder(home.resolve("told-1"));
    }

    /** What is in the folder at any moment is what a monitor that is killed then leaves behind. */
    @Test
    void ofWhatAKilledOneHadSaved() throws Exception {
        ports = freePorts();
        monitors.add(start(0));
        Path folder = home.resolve("monitor-0");
        for (int round = 0; round < 3; round++) {
            for (String name : List.of("w" + round, "gone " + round)) {
                post(0, name, name.startsWith("gone") ? ",\"leaving\":true" : ",\"generation\":" + (round + 4));
            }
            post(0, "again", ",\"seq\":" + round);
            String newest = "gone " + round;
            Stage.await(monitors.get(0), newest, seen -> saved(folder, newest));
            Path left = Files.createDirectory(home.resolve("left-" + round));
            for (String file : List.of("workers.ndjson", "workers.before.ndjson")) {
                if (Files.exists(folder.resolve(file))) {
                    Files.copy(folder.resolve(file), left.resolve(file));
                }
            }
            Monitor next = stage.monitor(Optional.of(left));
            assertThat(next.report().members()).extracting(WorkerView::nodeId).containsExactlyElementsOf(accepted);
            assertThat(Stage.find(next.report(), "w" + round)
                            .orElseThrow()
                            .last()
                            .generation())
                    .isEqualTo(round + 4);
            assertThat(Stage.find(next.report(), newest).orElseThrow().state()).isEqualTo(WorkerState.LEFT);
        }
        assertThat(stage.log).noneMatch(line -> line.contains("damaged"));
    }

    private static boolean saved(Path folder, String name) {
        try {
            return Files.readString(folder.resolve("workers.ndjson")).contains('"' + name + '"');
        } catch (IOException notYet) {
            return false;
        }
    }

    private void readByAll(Monitor monitor) throws Exception {
        // A peer that was asked while it began again is in trouble until it is asked once more.
        Stage.until(() -> monitor.report().peers().stream()
                .allMatch(peer -> peer.trouble().isEmpty()));
        MonitorReport read = new MonitorClient(Optional.empty()).status(Stage.url(monitor));
        assertThat(read.unread()).isZero();
        assertThat(read.members()).extracting(WorkerView::nodeId).containsExactlyElementsOf(accepted);
        assertThat(read.members())
                .filteredOn(member -> member.nodeId().startsWith("gone"))
                .extracting(WorkerView::state)
                .containsOnly(WorkerState.LEFT);
        JsonNode plain = MonitorJson.read(
                MonitorJson.AROUND, stage.get(monitor, "/status").body());
        assertThat(plain.propertyNames()).containsExactlyElementsOf(accepted);
        plain.forEach(node -> assertThat(node.propertyNames()).contains("last_seen", "age", "alive"));
        assertThat(stage.get(monitor, "/metrics").body().lines())
                .filteredOn(line -> line.startsWith("raftbeat_worker_up{"))
                .hasSameSizeAs(accepted);
    }

    /** Every change of every life of the monitor, counted from 1 without gaps. */
    private static void toldInOrder(Path file) throws IOException {
        long before = 0;
        int lives = 0;
        for (String line : Files.readAllLines(file)) {
            long number = MonitorJson.read(MonitorJson.AROUND, line)
                    .required("number")
                    .longValue();
            lives += number == 1 ? 1 : 0;
            assertThat(number).isEqualTo(number == 1 ? 1 : before + 1);
            before = number;
        }
        assertThat(lives).isEqualTo(1 + ROUNDS / 2);
    }
}
