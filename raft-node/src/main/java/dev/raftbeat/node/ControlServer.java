package dev.raftbeat.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.wire.Plain;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Logger;

/**
 * The control endpoint: HTTP for the people and programs who watch a node and break it. Probes and metrics are open to
 * whoever reaches the address; everything else needs the token. A request from a web page is refused whatever it bears,
 * since a page can be made to send one (the Host and Origin headers tell).
 */
final class ControlServer {
    private static final int BODY_MAX = 64 * 1024;
    private static final int REQUESTS_MAX = 64;
    private static final int STREAMS_MAX = 16;
    private static final int SENTENCE_MAX = 500;
    private static final int REQUEST_SECONDS = 5;
    /** A reader that has taken nothing for so long will not read on where it was. */
    private static final int STREAM_SECONDS = 300;
    /** Facts are written in parts of so many, so that a reader who comes late costs no more memory than another. */
    private static final int PART = 256;
    /** Facts that come within this time leave together: a reader who looks ten times a second misses nothing by it. */
    private static final long BATCH_MILLIS = 20;

    private static final long KEEP_ALIVE_MILLIS = 1_000;

    private static final Logger LOG = Logger.getLogger(ControlServer.class.getName());

    private final HttpServer server;
    private final HttpThreads threads;
    private final ControlPlane plane;
    private final Optional<String> token;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicBoolean logged = new AtomicBoolean();
    private final Recent<String> metrics;
    private final Recent<Boolean> alive;

    /** @throws IOException when the address cannot be had */
    ControlServer(HostPort address, Optional<String> token, ControlPlane plane) throws IOException {
        HttpThreads.limitServers();
        this.plane = plane;
        this.token = token;
        metrics = new Recent<>(plane::metrics, System::nanoTime);
        alive = new Recent<>(plane::alive, System::nanoTime);
        server = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 64);
        threads = new HttpThreads("control", REQUESTS_MAX, REQUEST_SECONDS);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (ControlPlane.Refusal refusal) {
            // What was not read of the request would be taken for the next one.
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, refusal.status(), "text/plain", sentence(refusal.getMessage()));
        } catch (RuntimeException defect) {
            logOnce(defect);
            // What has begun cannot become another answer: it ends short.
            if (exchange.getResponseCode() < 0) {
                exchange.getResponseHeaders().set("Connection", "close");
                answer(exchange, 500, "text/plain", sentence("the node could not answer this; its log says more"));
            }
        } finally {
            exchange.close();
        }
    }

    /** The first one alone: whoever found how to cause it could fill the disk by it. */
    private void logOnce(RuntimeException defect) {
        if (logged.compareAndSet(false, true)) {
            StackTraceElement[] frames = defect.getStackTrace();
            LOG.severe("a request could not be answered, and the next that cannot be will not be logged: "
                    + CleanText.quoted(String.valueOf(defect), SENTENCE_MAX)
                    + (frames.length == 0 ? "" : " at " + frames[0]));
        }
    }

    /** One line, whatever of a request is in it. */
    private static String sentence(String text) {
        return CleanText.quoted(text, SENTENCE_MAX) + "\n";
    }

    private void route(HttpExchange exchange) throws IOException {
        requireLocalCaller(exchange);
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET /livez" ->
                probe(exchange, alive.get(), "the event loop answers", "the event loop does not answer");
            case "GET /readyz" -> probe(exchange, plane.ready(), "a leader is known", "no leader is known");
            case "GET /metrics" -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
            case "GET /status" -> {
                requireToken(exchange);
                answer(exchange, 200, "application/json", plane.status() + "\n");
            }
            case "GET /facts" -> {
                requireToken(exchange);
                stream(exchange);
            }
            case "POST /rules" -> change(exchange, plane::rules);
            case "POST /settings" -> change(exchange, plane::settings);
            case "POST /command" -> change(exchange, plane::command);
            default ->
                throw new ControlPlane.Refusal(
                        404, "there is no " + Plain.text(exchange.getRequestMethod() + " " + path) + " here");
        }
    }

    private static void probe(HttpExchange exchange, boolean well, String yes, String no) throws IOException {
        answer(exchange, well ? 200 : 503, "text/plain", (well ? "ok: " + yes : "not ok: " + no) + "\n");
    }

    private void change(HttpExchange exchange, Function<List<String>, String> change) throws IOException {
        requireToken(exchange);
        byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            throw new ControlPlane.Refusal(413, "a request has at most " + BODY_MAX + " bytes");
        }
        List<String> lines = new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        answer(exchange, 200, "text/plain", CleanText.line(change.apply(lines)) + "\n");
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (streams.incrementAndGet() > STREAMS_MAX) {
            streams.decrementAndGet();
            throw new ControlPlane.Refusal(503, "there are already " + STREAMS_MAX + " readers of facts");
        }
        FactQueue queue = plane.openFacts();
        try {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            copy(queue, exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The reader has gone: the ordinary end of a stream.
            exchange.close();
        } finally {
            plane.closeFacts(queue);
            streams.decrementAndGet();
        }
    }

    private void copy(FactQueue queue, OutputStream out) throws IOException, InterruptedException {
        for (var facts = queue.take(KEEP_ALIVE_MILLIS); facts.isPresent(); facts = queue.take(KEEP_ALIVE_MILLIS)) {
            List<StampedFact> all = facts.get();
            // An empty line now and then: how else would a silent node notice that its reader has gone?
            write(all.isEmpty() ? "\n" : "", out);
            for (int from = 0; from < all.size(); from += PART) {
                write(lines(all.subList(from, Math.min(all.size(), from + PART))), out);
            }
            out.flush();
            TimeUnit.MILLISECONDS.sleep(BATCH_MILLIS);
        }
    }

    private String lines(List<StampedFact> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append(plane.line(fact)).append('\n'));
        return text.toString();
    }

    private void write(String text, OutputStream out) throws IOException {
        threads.mayTake(STREAM_SECONDS);
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void requireToken(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        String wanted = "Bearer "
                + token.orElseThrow(() -> new ControlPlane.Refusal(
                        403, "this node was started without a token, so that nobody may ask it that"));
        boolean same = given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
        if (!same) {
            throw new ControlPlane.Refusal(401, "this needs the cluster's token: Authorization: Bearer TOKEN");
        }
        threads.trust();
    }

    /** Against DNS rebinding: a page may reach a loopback address under a name of its own, but cannot forge these. */
    private void requireLocalCaller(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            throw new ControlPlane.Refusal(403, "requests from web pages are refused");
        }
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        String name = host.replaceAll(":\\d+$", "").toLowerCase(Locale.ROOT);
        InetSocketAddress bound = server.getAddress();
        boolean known = name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.equals(bound.getHostString().toLowerCase(Locale.ROOT))
                || name.equals(bound.getAddress().getHostAddress());
        if (!known) {
            throw new ControlPlane.Refusal(403, "the Host header names another host than this one");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        // Closing first waits for what is left of the request, and only then sends: who withholds it gets its answer
        // now.
        exchange.getResponseBody().flush();
    }
}
