package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.Leading;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The control endpoint of a running node, asked in plain HTTP by friend and foe. */
@Tag("process")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlEndpointTest {
    /** Bodies by path. */
    private static String rules(String links, String clockRate, String disk) {
        return "{\"links\":{\"byPeer\":" + links + "},\"clockRate\":" + clockRate + ",\"disk\":\"" + disk
                + "\",\"diskFault\":null,\"blackholed\":[]}";
    }

    private static final Map<String, List<String>> NOT_UNDERSTOOD = Map.of(
            "/command",
            List.of(
                    "",
                    "by garbage",
                    "by garbage\ncampaign n1",
                    "by world:1:x\ncampaign n1",
                    "by world:1:99999999999999999999\ncampaign n1",
                    "by :1:1\ncampaign n1",
                    "by world:1:1",
                    "campaign n1\ncampaign n1",
                    "campaign",
                    "campaign N1!",
                    "campaign n2",
                    "collect n2",
                    "collect",
                    "transfer N3!",
                    "transfer " + "n".repeat(40),
                    "align timers x",
                    "align timers -5",
                    "align timers 0",
                    "align timers 99999999999999999999",
                    "align timers " + Long.MAX_VALUE,
                    "reset n1 -> n9",
                    "reset n9 -> n1",
                    "reset n1 -> n1",
                    "reset n1 -> N3!",
                    "reset n2 -> n3",
                    "reset n1 n3",
                    "reset n1 = n3",
                    "reset",
                    "\u001b[31mcampaign n1",
                    "\u0000",
                    "x".repeat(60_000)),
            "/rules",
            List.of(
                    "",
                    "{}",
                    "[]",
                    "null",
                    "cut n2 -> n1 by world:1:1",
                    "{\"links\":",
                    rules("{}", "1e999", "OK"),
                    rules("{}", "0", "OK"),
                    rules("{}", "1", "STALL"),
                    rules("{}", "1", "OK").replace("}}", "}},\"more\":1"),
                    rules("{\"n2\":[{\"kind\":\"Kill\",\"by\":\"world:1:1\"}]}", "1", "OK"),
                    rules("{\"n2\":[{\"kind\":\"Cut\",\"by\":\"garbage\"}]}", "1", "OK"),
                    rules("{\"N2!\":[]}", "1", "OK"),
                    rules("{\"n2\":[[[[[[[[[[[]]]]]]]]]]]}", "1", "OK"),
                    "\u0000",
                    "x".repeat(60_000)),
            "/settings",
            List.of(
                    "by garbage",
                    "by world:1:x\nset prevote on",
                    "by n1:1:1:1\nset prevote on",
                    "set heartbeat 0ms",
                    "set heartbeat 99999999999999h",
                    "set election 300..150ms",
                    "set log n1 -1@2",
                    "set log n1 9007199254740993@2",
                    "set log n1 99999999999999999999@2",
                    "set pace lan",
                    "set defaults",
                    "kill n1",
                    "set",
                    "\u0000"));

    @TempDir
    private static Path home;

    private static LiveTrio trio;
    private static String token;

    @BeforeAll
    static void bringUp() throws Exception {
        trio = new LiveTrio(home.resolve("cluster"), Pace.CONTAINERS.settings());
        token = trio.authorization();
        trio.calm();
    }

    @AfterAll
    static void takeDown() {
        if (trio != null) {
            trio.close();
        }
    }

    private static Http node() {
        return trio.control(trio.members().get(0));
    }

    @Test
    @Order(1)
    void onlyTheTokenOpensStatusFactsAndFaults() throws Exception {
        for (String[] headers : List.of(
                new String[0],
                new String[] {"Authorization: Bearer wrong"},
                new String[] {"Authorization: Basic " + token.substring(22)},
                new String[] {token + "x"})) {
            assertThat(node().get("/status", headers).status()).isEqualTo(401);
            assertThat(node().get("/facts", headers).status()).isEqualTo(401);
            assertThat(node().post("/rules", "", headers).status()).isEqualTo(401);
            assertThat(node().post("/settings", "", headers).status()).isEqualTo(401);
            assertThat(node().post("/command", "campaign n1", headers).status()).isEqualTo(401);
        }
        NodeStatus status = NodeStatus.fromJson(node().get("/status", token).body());
        assertThat(status.node()).isEqualTo("n1");
        assertThat(status.state()).isEqualTo("up");
        assertThat(status.leader()).contains(trio.calm().node().name());
    }

    @Test
    @Order(2)
    void whatAWebPageSendsIsRefusedWithTheTokenToo() throws Exception {
        assertThat(node().get("/status", token, "Origin: http://127.0.0.1").status())
                .isEqualTo(403);
        assertThat(node().get("/status", token, "Origin: null").status()).isEqualTo(403);
        assertThat(node().get("/status", token, "Host: evil.example").status()).isEqualTo(403);
        assertThat(node().get("/metrics", "Host: evil.example:80").status()).isEqualTo(403);
        assertThat(node().get("/livez", "Host: localhost").status()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void whatIsNotThereOrNotUnderstoodIsSaidSo() throws Exception {
        assertThat(node().get("/nothing").status()).isEqualTo(404);
        assertThat(node().post("/livez", "", token).status()).isEqualTo(405);
        Http.Answer bad = node().post("/rules", "cut n2 => n1", token);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.body().strip()).isNotBlank().doesNotContain("Exception", "\n");
        Http.Answer setting = node().post("/settings", "set heartbeat 0ms", token);
        assertThat(setting.status()).isEqualTo(400);
        assertThat(setting.body()).contains("expected a time");
        assertThat(node().post("/command", "dance n1", token).status()).isEqualTo(400);
        assertThat(node().post("/rules", "x".repeat(70_000), token).status()).isEqualTo(413);
        assertThat(trio.metric(trio.members().get(0), "raftbeat_server_has_leader"))
                .as("and nothing came of it")
                .isEqualTo(1);
    }

    @Test
    @Order(3)
    void everyRequestThatIsNotUnderstoodIsAnsweredWithASentence() throws Exception {
        for (Map.Entry<String, List<String>> path : NOT_UNDERSTOOD.entrySet()) {
            for (String body : path.getValue()) {
                String request = path.getKey() + " " + body.substring(0, Math.min(60, body.length()));
                Http.Answer answer = node().post(path.getKey(), body, token);
                assertThat(answer.status()).as(request).isEqualTo(400);
                assertThat(answer.body().strip())
                        .as(request)
                        .isNotBlank()
                        .hasSizeLessThan(600)
                        .doesNotContain("Exception", "For input string", "null", "\n", "\u001b");
            }
        }
        assertThat(node().get("/readyz").status()).as("and nothing came of it").isEqualTo(200);
        Http.Answer none = node().post("/rules", rules("{}", "1", "OK"), token);
        assertThat(none.status()).as(none.body()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void theMetricsAreThoseThatUsersOfEtcdKnow() throws Exception {
        Leading leading = trio.calm();
        for (NodeId node : trio.members()) {
            Map<String, Double> all =
                    Metrics.read(trio.control(node).get("/metrics").body());
            assertThat(all)
                    .containsEntry("raftbeat_server_has_leader", 1.0)
                    .containsEntry("raftbeat_server_is_leader", node.equals(leading.node()) ? 1.0 : 0.0)
                    .containsEntry("raftbeat_server_term", (double) leading.term())
                    .containsEntry("raftbeat_network_active_peers", 2.0);
            assertThat(all.get("raftbeat_disk_ballot_fsync_duration_seconds_count"))
                    .as("saves of " + node)
                    .isPositive()
                    .isEqualTo(all.get("raftbeat_disk_ballot_fsync_duration_seconds_bucket{le=\"+Inf\"}"));
        }
    }

    @Test
    @Order(5)
    void aReaderThatDoesNotReadHoldsUpNobody() throws Exception {
        // So many heartbeats keep a busy machine from hearing some in time, and another leader has no reader.
        trio.apply("set election 5s..10s");
        Leading leading = trio.calm();
        NodeId follower = trio.followerOf(leading);
        try (Socket slow = trio.control(leading.node()).open("GET", "/facts", new byte[0], token)) {
            // Fast enough to fill every buffer between the node and a reader that sleeps.
            trio.apply("duplicate 100% all -> " + leading.node());
            long mark = trio.apply("set heartbeat 1ms on " + leading.node());
            trio.await(
                    "thousands of heartbeats are heard while nobody reads",
                    () -> trio.heard().by(follower, HeartbeatHeard.class, mark).size() >= 4_000);
            assertThat(trio.calm()).as("the leader that has a reader asleep").isEqualTo(leading);
            trio.apply("set defaults");
            trio.apply("heal");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            long patience = System.nanoTime() + 60_000_000_000L;
            String told = lines.readLine();
            while (told != null && !told.contains("\"FactsLost\"") && System.nanoTime() < patience) {
                told = lines.readLine();
            }
            assertThat(told).as("what the reader is told when it reads at last").contains("\"count\":");
        }
    }

    @Test
    @Order(6)
    void withoutALeaderANodeLivesAndIsNotReady() throws Exception {
        trio.apply("kill n2,n3");
        Machine.await("n1 has no leader", () -> node().get("/readyz").status() == 503);
        assertThat(node().get("/livez").status()).isEqualTo(200);
        assertThat(trio.metric(trio.members().get(0), "raftbeat_server_has_leader"))
                .isZero();
        assertThat(node().get("/status", token).status()).isEqualTo(200);
        trio.apply("heal");
        Machine.await("n1 has a leader", () -> node().get("/readyz").status() == 200);
    }

    @Test
    @Order(7)
    void aNodeThatWasNotToldSoTakesNoFaults() throws Exception {
        List<Integer> ports = Machine.freePorts(2);
        Path secret = Files.writeString(home.resolve("secret"), "open-sesame\n");
        try (Jvm alone = Jvm.start(
                Main.class,
                "node",
                "--id=n1",
                "--peers=n1=127.0.0.1:" + ports.get(0),
                "--listen=127.0.0.1:" + ports.get(0),
                "--control=127.0.0.1:" + ports.get(1),
                "--token-file=" + secret,
                "--dir=" + home.resolve("alone"))) {
            Http control = new Http(ports.get(1));
            Machine.await("it answers")
                    .ignoreExceptions()
                    .until(() -> control.get("/readyz").status() == 200);
            for (String path : List.of("/rules", "/settings", "/command")) {
                Http.Answer answer = control.post(path, "campaign n1", "Authorization: Bearer open-sesame");
                assertThat(answer.status()).as(path).isEqualTo(403);
                assertThat(answer.body()).contains("--allow-faults");
            }
            alone.closeInput();
            assertThat(alone.awaitEnd()).as(alone::err).isZero();
        }
    }
}
