package dev.raftbeat.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.StampedFact;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The control endpoint: HTTP for the people and programs who watch a node and break it. Probes and metrics are open to
 * whoever reaches the address; everything else needs the token. A request from a web page is refused whatever it bears,
 * since a page can be made to send one (the Host and Origin headers tell).
 */
final class ControlServer {
    private static final int BODY_MAX = 64 * 1024;
    private static final int THREADS_MAX = 24;
    private static final int STREAMS_MAX = 16;
    /** Facts that come within this time leave together: a reader who looks ten times a second misses nothing by it. */
    private static final long BATCH_MILLIS = 20;

    private static final long KEEP_ALIVE_MILLIS = 1_000;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final HttpServer server;
    private final ExecutorService threads;
    private final ControlPlane plane;
    private final Optional<String> token;
    private final AtomicInteger streams = new AtomicInteger();

    /** @throws IOException when the address cannot be had */
    ControlServer(HostPort address, Optional<String> token, ControlPlane plane) throws IOException {
        // Without this each answer waits for the delayed acknowledgement of the last one: 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.plane = plane;
        this.token = token;
        threads = new ThreadPoolExecutor(0, THREADS_MAX, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), run -> {
            Thread thread = new Thread(run, "control-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 64);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (ControlPlane.Refusal refusal) {
            answer(exchange, refusal.status(), "text/plain", refusal.getMessage() + "\n");
        } finally {
            exchange.close();
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        requireLocalCaller(exchange);
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET /livez" ->
                probe(exchange, plane.alive(), "the event loop answers", "the event loop does not answer");
            case "GET /readyz" -> probe(exchange, plane.ready(), "a leader is known", "no leader is known");
            case "GET /metrics" -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", plane.metrics());
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
                        404, "there is no " + exchange.getRequestMethod() + " " + path + " here");
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
        answer(exchange, 200, "text/plain", change.apply(lines) + "\n");
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
            StringBuilder text = new StringBuilder();
            for (StampedFact fact : facts.get()) {
                text.append(plane.line(fact)).append('\n');
            }
            // An empty line now and then: how else would a silent node notice that its reader has gone?
            out.write((text.isEmpty() ? "\n" : text.toString()).getBytes(StandardCharsets.UTF_8));
            out.flush();
            TimeUnit.MILLISECONDS.sleep(BATCH_MILLIS);
        }
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
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
