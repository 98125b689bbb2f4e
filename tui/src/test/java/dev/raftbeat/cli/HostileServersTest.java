package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.cli.Hostile.Said;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.NodeStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that answer what no monitor and no node would. */
class HostileServersTest {
    /** As text within JSON: that of C0 escaped, everything else as it is. */
    private static final String JSON = Hostile.TEXT
            .replace("\u001b", "\\u001b")
            .replace("\u0007", "\\u0007")
            .replace("\b", "\\b")
            .replace("\r", "\\r")
            .replace("\n", "\\n")
            .replace("\ud800", "");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers at a path: a status and a body each time, the last one for ever. */
    private void answer(String path, List<Integer> statuses, List<String> bodies) {
        server.createContext(path, exchange -> {
            int turn = Math.min(asked.getAndIncrement(), bodies.size() - 1);
            byte[] body = bodies.get(turn).getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(statuses.get(turn), body.length);
            try (OutputStream to = exchange.getResponseBody()) {
                to.write(body);
            }
        });
    }

    /** Standard output that is closed by its reader as soon as this text has come. */
    private static final class Reader extends PrintWriter {
        private final StringWriter text;
        private final String enough;

        Reader(StringWriter text, String enough) {
            super(text, true);
            this.text = text;
            this.enough = enough;
        }

        @Override
        public boolean checkError() {
            return text.toString().contains(enough) || super.checkError();
        }
    }

    private static Said run(String enough, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new Reader(out, enough), new PrintWriter(err, true), args);
        return new Said(code, out.toString(), err.toString()).harmless(List.of(args));
    }

    @Test
    void aMonitorThatRefusesIsTold() {
        answer("/v1/status", List.of(403), List.of("{\"error\": \"" + JSON + "\"}"));
        Said said = run("never", "watch", "http://" + address(), "--plain", "--for", "1m");
        assertThat(said.code()).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(said.err()).contains(" refuses: \\u001b[2J", "\\u202e");
    }

    @Test
    void aMonitorThatIsNoneHarmsNobody() {
        List<String> bodies = List.of(
                Hostile.TEXT,
                "{\"" + JSON + "\": \"" + JSON + "\"}",
                "{\"monitor\": {\"id\": \"" + JSON + "\", \"now\": \"" + JSON + "\"}}");
        answer("/v1/status", List.of(200, 200, 200), bodies);
        for (int i = 0; i < bodies.size(); i++) {
            Said said = run("never", "watch", "http://" + address(), "--plain", "--for", "1m");
            assertThat(said.code()).isEqualTo(ExitCodes.ENVIRONMENT);
            assertThat(said.err().lines()).hasSize(1);
        }
    }

    @Test
    void aWorkerTellsWhyItIsRefused() {
        answer(
                "/heartbeat",
                List.of(403, 409),
                List.of("{\"error\": \"" + JSON + "\"}", "{\"error\": \"later" + JSON + "\"}"));
        Said said = Hostile.run(List.of(
                "worker",
                "--monitor",
                "http://" + address(),
                "--id",
                "w1",
                "--interval",
                "100ms",
                "--release",
                Hostile.LINE,
                "--dir",
                directory.toString(),
                "--for",
                "1m"));
        assertThat(said.code()).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(said.out()).contains(" refuses: \\u001b[2J");
        assertThat(said.err()).contains(" refuses: later\\u001b[2J");
    }

    private String token() throws IOException {
        return Files.writeString(directory.resolve("token"), "secret").toString();
    }

    private static String status(String text) {
        return new NodeStatus(
                        text,
                        Optional.of(text),
                        OptionalLong.of(1),
                        Optional.of(text),
                        Optional.of(text),
                        OptionalLong.empty(),
                        OptionalLong.of(1),
                        text,
                        text)
                .toJson();
    }

    @Test
    void aNodeThatIsNoneHarmsNobody() throws IOException {
        String token = token();
        List<String> bodies = List.of(status(Hostile.TEXT), Hostile.TEXT, "{\"node\": \"" + JSON + "\"}", Hostile.TEXT);
        answer("/status", List.of(200, 200, 200, 403), bodies);
        for (int i = 0; i < bodies.size(); i++) {
            Said said = run("never", "watch", address(), "--token-file", token, "--plain", "--for", "1m");
            assertThat(said.code()).isIn(ExitCodes.USAGE, ExitCodes.ENVIRONMENT);
            assertThat(said.err().lines()).hasSize(1);
        }
    }

    @Test
    void whatANodeTellsHarmsNobody() throws IOException {
        NodeId node = new NodeId("n1");
        answer("/status", List.of(200), List.of(status("n1")));
        long now = System.nanoTime();
        String facts = FactCodec.line(new StampedFact(
                        now, node, 1, 1, 1, Optional.empty(), new CommandRefused(Hostile.TEXT, Hostile.TEXT)))
                + "\n"
                + FactCodec.line(new StampedFact(now, node, 1, 2, 2, Optional.empty(), new Stopped(Hostile.TEXT)))
                + "\n";
        server.createContext("/facts", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream to = exchange.getResponseBody()) {
                to.write(facts.replace("\\u202e", "\u202e")
                        .replace("\\u009b", "\u009b")
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
        Said said = run("n1 refuses", "watch", address(), "--token-file", token(), "--plain", "--for", "1m");
        assertThat(said.code()).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(said.out()).contains("n1 refuses \"\\u001b[2J", "\\u202e");
    }
}
