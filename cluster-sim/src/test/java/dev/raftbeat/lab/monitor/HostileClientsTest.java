package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent to a monitor, it says why not, and lives. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileClientsTest {
    private final Stage stage = new Stage();
    private Monitor monitor;

    @BeforeEach
    void start() throws IOException {
        monitor = stage.monitor(Optional.empty());
    }

    @AfterEach
    void itLivesAndHearsOthers() throws Exception {
        assertThat(stage.post(monitor, "{\"node_id\":\"good\",\"ts\":1732.5}").body())
                .isEqualTo("{\"status\":\"ok\"}\n");
        assertThat(stage.get(monitor, "/status").statusCode()).isEqualTo(200);
        stage.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"node_id\": \"w1\", \"ts\": | the heartbeat is not JSON",
                "nonsense | the heartbeat is not JSON",
                "`` | a heartbeat is an object",
                "[1] | a heartbeat is an object",
                "{} | ts is missing",
                "{\"ts\": 1} | node_id is missing",
                "{\"node_id\": \"w1\"} | ts is missing",
                "{\"node_id\": 7, \"ts\": 1} | node_id is 1 to 64",
                "{\"node_id\": \"\", \"ts\": 1} | node_id is 1 to 64",
                "{\"node_id\": \"a\\u001bb\", \"ts\": 1} | node_id is 1 to 64",
                "{\"node_id\": \"w1\", \"ts\": NaN} | the heartbeat is not JSON",
                "{\"node_id\": \"w1\", \"ts\": \"NaN\"} | ts is a finite number",
                "{\"node_id\": \"w1\", \"ts\": 1e999} | ts is a finite number",
                "{\"node_id\": \"w1\", \"ts\": -1} | ts is a finite number",
                "{\"node_id\": \"w1\", \"ts\": 9999999999} | ts is a time from the future",
                "{\"node_id\": \"w1\", \"ts\": 1, \"ts\": 2} | the heartbeat is not JSON",
                "{\"node_id\": \"w1\", \"ts\": 1} {} | the heartbeat is not JSON",
                "{\"node_id\": \"w1\", \"ts\": 1, \"generation\": 1.5} | generation is a whole number",
                "{\"node_id\": \"w1\", \"ts\": 1, \"generation\": 1e300} | generation is a whole number",
                "{\"node_id\": \"w1\", \"ts\": 1, \"seq\": -1} | seq is a finite number",
                "{\"node_id\": \"w1\", \"ts\": 1, \"interval\": 0} | interval is a number of seconds",
                "{\"node_id\": \"w1\", \"ts\": 1, \"interval\": 100, \"base_interval\": 1} | base_interval is the",
                "{\"node_id\": \"w1\", \"ts\": 1, \"draining\": \"yes\"} | draining is true or false",
                "{\"node_id\": \"w1\", \"ts\": 1, \"load\": {\"cpu\": \"high\"}} | load.cpu is a finite number",
                "{\"node_id\": \"w1\", \"ts\": 1, \"x\": [[[[[[[[[[1]]]]]]]]]]} | the heartbeat is not JSON"
            })
    void aHeartbeatThatIsNoneIsRefusedWithASentence(String body, String sentence) throws Exception {
        HttpResponse<String> answer = stage.post(monitor, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\":\"" + sentence);
        assertThat(monitor.report().members()).isEmpty();
    }

    @Test
    void aBodyOfAGigabyteIsNotRead() throws Exception {
        String head = "POST /heartbeat HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(Stage.raw(monitor, head + "Content-Length: 1000000000\r\n\r\n{\"node_id\""))
                .contains(" 413 ");
        try (Socket socket = new Socket("127.0.0.1", monitor.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            int sent = 0;
            try {
                while (sent < 1_000) {
                    out.write(chunk);
                    sent++;
                }
            } catch (IOException cut) {
                // As it should be.
            }
            assertThat(sent).as("chunks of 64 KiB before the line was cut").isLessThan(1_000);
        }
        assertThat(stage.post(monitor, "{\"node_id\":\"w1\",\"ts\":1,\"x\":\"" + "x".repeat(9_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void tenThousandNamesFromOneClientAreTooMany() throws Exception {
        Monitor small = stage.start(new MonitorOptions(
                new HostPort("127.0.0.1", 0),
                Stage.rules(new MonitorRules.Bounds(100, 50, 600_000_000_000L), 600_000_000_000L),
                List.of(),
                Optional.empty(),
                false,
                MonitorOptions.Guard.LOOPBACK));
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = stage.post(small, "{\"node_id\":\"w" + i + "\",\"ts\":1}");
            taken += answer.statusCode() == 200 ? 1 : 0;
            if (i >= 50) {
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(answer.body()).contains("127.0.0.1 has already named 50 workers");
            }
        }
        assertThat(taken).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /heartbeat, 405",
        "DELETE /status, 405",
        "POST /status, 405",
        "GET /, 404",
        "GET /nowhere, 404",
        "POST /../../etc/passwd, 404",
        "POST //heartbeat, 404",
        "BREW /heartbeat, 405"
    })
    void otherPathsAndMethodsAreRefused(String line, int status) throws Exception {
        assertThat(Stage.raw(monitor, line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains(" " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "Host: evil.example, 403",
        "Host: evil.example:8000, 403",
        "X-None: none, 403",
        "Host: localhost~Origin: http://evil.example, 403",
        "Host: localhost, 200",
        "Host: 127.0.0.1:8000, 200"
    })
    void aWebPageIsRefused(String header, int status) throws Exception {
        String request = "GET /status HTTP/1.1\r\n" + header.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n";
        assertThat(Stage.raw(monitor, request)).contains(" " + status + " ");
    }

    @Test
    void thoseWhoSendAByteNowAndThenKeepNobodyOutAndAreCut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", monitor.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write("POST /heartbeat HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            }
            long began = System.nanoTime();
            assertThat(stage.post(monitor, "{\"node_id\":\"w1\",\"ts\":1}").statusCode())
                    .isEqualTo(200);
            assertThat(System.nanoTime() - began).as("nanoseconds").isLessThan(10_000_000_000L);
            for (Socket socket : slow) {
                socket.setSoTimeout((int) Stage.PATIENCE.toMillis());
                assertThat(cut(socket)).isTrue();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean cut(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }

    @Test
    void withATokenNobodyComesInWithoutIt() throws Exception {
        Monitor guarded = stage.start(new MonitorOptions(
                new HostPort("127.0.0.1", 0),
                Stage.rules(MonitorRules.Bounds.USUAL),
                List.of(),
                Optional.empty(),
                false,
                new MonitorOptions.Guard(Optional.of("secret"), false, List.of())));
        assertThat(stage.post(guarded, "{\"node_id\":\"w1\",\"ts\":1}").statusCode())
                .isEqualTo(401);
        assertThat(stage.get(guarded, "/status").statusCode()).isEqualTo(401);
        assertThat(stage.get(guarded, "/status", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(stage.get(guarded, "/status", "Authorization", "Bearer secret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(stage.get(guarded, "/livez").statusCode()).isEqualTo(200);
        assertThat(new MonitorClient(Optional.of("secret"))
                        .status(Stage.url(guarded))
                        .members())
                .isEmpty();
    }

    @Test
    void offLoopbackItNeedsBothTheWordAndAToken() {
        HostPort everywhere = new HostPort("0.0.0.0", 0);
        assertThatThrownBy(() -> options(everywhere, Optional.of("secret"), false))
                .hasMessageContaining("--insecure-network");
        assertThatThrownBy(() -> options(everywhere, Optional.empty(), true)).hasMessageContaining("--token-file");
        assertThat(options(everywhere, Optional.of("secret"), true)).isNotNull();
    }

    private static MonitorOptions options(HostPort listen, Optional<String> token, boolean insecure) {
        return new MonitorOptions(
                listen,
                Stage.rules(MonitorRules.Bounds.USUAL),
                List.of(),
                Optional.empty(),
                false,
                new MonitorOptions.Guard(token, insecure, List.of()));
    }
}
