package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.StampedFact;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a request, its caller gets an answer of one sentence, and so does the next one. */
class ControlServerTest {
    private static final String TOKEN = "t0ken";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Logger logger = Logger.getLogger(HttpEndpoint.class.getName());
    private final Log log = new Log();
    private Supplier<String> plane = () -> "fine";
    private ControlServer server;

    /** Keeps what is logged. */
    private static final class Log extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        private synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Answers everything in the same way. */
    private final class Plane implements ControlPlane {
        @Override
        public boolean alive() {
            return !plane.get().isEmpty();
        }

        @Override
        public boolean ready() {
            return !plane.get().isEmpty();
        }

        @Override
        public String status() {
            return plane.get();
        }

        @Override
        public String metrics() {
            return plane.get();
        }

        @Override
        public FactQueue openFacts() {
            throw new IllegalStateException(plane.get());
        }

        @Override
        public void closeFacts(FactQueue queue) {
            throw new IllegalStateException(plane.get());
        }

        @Override
        public String line(StampedFact fact) {
            return plane.get();
        }

        @Override
        public String rules(List<String> lines) {
            return plane.get();
        }

        @Override
        public String settings(List<String> lines) {
            return plane.get();
        }

        @Override
        public String command(List<String> lines) {
            return plane.get();
        }
    }

    @BeforeEach
    void begin() throws Exception {
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
        server = new ControlServer(HostPort.parse("127.0.0.1:0"), Optional.of(TOKEN), new Plane());
    }

    @AfterEach
    void end() {
        server.close();
        logger.removeHandler(log);
        logger.setUseParentHandlers(true);
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString("x"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void probesAndMetricsNeedNoTokenAndAllElseDoes() throws Exception {
        plane = () -> "fine";
        for (String path : List.of("/livez", "/readyz", "/metrics", "/status", "/facts")) {
            URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
            int code = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
            assertThat(code).as(path).isEqualTo(List.of("/status", "/facts").contains(path) ? 401 : 200);
        }
    }

    @Test
    void aDefectIsAnsweredAndLoggedOnceAndTheNextRequestIsServed() throws Exception {
        for (RuntimeException defect : List.of(
                new ArithmeticException("long overflow in Span.java"),
                new IllegalStateException("secret \u001b[2J\n at internals"),
                new NullPointerException(),
                new IllegalArgumentException("bare"))) {
            plane = () -> {
                throw defect;
            };
            for (String request : List.of(
                    "GET /livez",
                    "GET /readyz",
                    "GET /metrics",
                    "GET /status",
                    "GET /facts",
                    "POST /rules",
                    "POST /settings",
                    "POST /command")) {
                String[] words = request.split(" ");
                HttpResponse<String> answer = ask(words[0], words[1]);
                assertThat(answer.statusCode()).as(request).isEqualTo(500);
                assertThat(answer.body())
                        .isEqualTo("this could not be answered, by a defect of ours; the log says more\n");
            }
        }
        assertThat(log.lines()).singleElement().asString().contains("ArithmeticException", "at dev.raftbeat.node.");
        plane = () -> "fine";
        assertThat(ask("GET", "/status").body()).isEqualTo("fine\n");
        assertThat(ask("GET", "/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void whatARequestPutsIntoARefusalIsCleaned() throws Exception {
        plane = () -> {
            throw new HttpRefusal(400, "found \"\u001b]0;x\u0007\u202e\u009b2J\nsecond\"" + "y".repeat(10_000));
        };
        HttpResponse<String> answer = ask("POST", "/command");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("found \"\\u001b]0;x\\u0007\\u202e\\u009b2J second\"yyy")
                .endsWith("...\n")
                .hasLineCount(1);
        plane = () -> "ok: campaign \u001b[2J\u0085n2";
        assertThat(ask("POST", "/command").body()).isEqualTo("ok: campaign \\u001b[2J\\u0085n2\n");
        assertThat(ask("GET", "/%1b%5b2J%e2%80%ae").body())
                .doesNotContain("\u001b", "\u202e")
                .contains("there is no");
        assertThat(log.lines()).isEmpty();
    }
}
