package dev.raftbeat.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.text.CleanText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/**
 * A small HTTP server that outlives its clients: so many connections, so many requests at once, so many seconds for each
 * from its first byte to the last of its answer. What is refused is answered with one clean sentence, and nothing that a
 * stranger sends is logged.
 */
public final class HttpEndpoint implements AutoCloseable {
    /** The connections that a process has at once, over all its endpoints; those beyond are closed. */
    public static final int CONNECTIONS_MAX = HttpThreads.CONNECTIONS_MAX;

    private static final int WAITING_MAX = 64;
    private static final int SENTENCE_MAX = 500;
    private static final Logger LOG = Logger.getLogger(HttpEndpoint.class.getName());

    private final HttpServer server;
    private final HttpThreads threads;
    private final HttpGate gate;
    private final Form form;
    private final Map<String, Map<String, Route>> routes = new TreeMap<>();
    private final AtomicBoolean logged = new AtomicBoolean();

    /** Answers one request. */
    public interface Route {
        /** @throws HttpRefusal when the request is not granted */
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What an answer is made of as it is sent. */
    public interface Stream {
        void write(OutputStream out) throws IOException;
    }

    /**
     * How many requests are answered at once, and for how long.
     *
     * @param name of the threads
     * @param requests at once; one more ends the one that has taken longest and showed no token
     * @param seconds for each
     */
    public record Limits(String name, int requests, int seconds) {}

    /**
     * How a refusal is written.
     *
     * @param type of its body
     * @param body made of the sentence
     */
    public record Form(String type, UnaryOperator<String> body) {
        /** The sentence alone. */
        public static final Form TEXT = new Form("text/plain", sentence -> sentence + "\n");
    }

    /** @throws IOException in a sentence, when the address cannot be had */
    public HttpEndpoint(InetSocketAddress listen, Limits limits, HttpGate gate, Form form) throws IOException {
        HttpThreads.limitServers();
        this.gate = gate;
        this.form = form;
        try {
            server = HttpServer.create(listen, WAITING_MAX);
        } catch (IOException e) {
            throw new IOException(
                    listen.getHostString() + ":" + listen.getPort() + " cannot be listened on: " + e.getMessage(), e);
        }
        threads = new HttpThreads(limits.name(), limits.requests(), limits.seconds());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Adds what anybody may ask for; to be called before {@link #start}. */
    public HttpEndpoint open(String method, String path, Route route) {
        routes.computeIfAbsent(path, absent -> new TreeMap<>()).put(method, route);
        return this;
    }

    /** Adds what needs the token; to be called before {@link #start}. */
    public HttpEndpoint guarded(String method, String path, Route route) {
        return open(method, path, exchange -> {
            if (gate.requireToken(exchange)) {
                threads.trust();
            }
            route.answer(exchange);
        });
    }

    public void start() {
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** The request that this thread answers may take so long from now on, and again at each call. */
    public void mayTake(int seconds) {
        threads.mayTake(seconds);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange).answer(exchange);
        } catch (HttpRefusal refusal) {
            refuse(exchange, refusal);
        } catch (RuntimeException defect) {
            logOnce(defect);
            // What has begun cannot become another answer: it ends short.
            if (exchange.getResponseCode() < 0) {
                refuse(
                        exchange,
                        new HttpRefusal(500, "this could not be answered, by a defect of ours; the log says more"));
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

    private Route route(HttpExchange exchange) {
        gate.requireHost(exchange);
        String method = exchange.getRequestMethod();
        String path = gate.path(exchange);
        if (gate.isByPath()) {
            threads.trust();
        }
        Map<String, Route> found = routes.get(path);
        if (found == null) {
            throw new HttpRefusal(404, "there is no " + method + " " + path + " here; there are " + routes.keySet());
        }
        Route route = found.get(method);
        if (route == null) {
            String allowed = String.join(", ", found.keySet());
            exchange.getResponseHeaders().set("Allow", allowed);
            throw new HttpRefusal(405, "this path takes " + allowed + " alone");
        }
        return route;
    }

    private void refuse(HttpExchange exchange, HttpRefusal refusal) throws IOException {
        // What was not read of the request would be taken for the next one.
        exchange.getResponseHeaders().set("Connection", "close");
        String sentence = CleanText.quoted(refusal.getMessage(), SENTENCE_MAX);
        answer(exchange, refusal.status(), form.type(), form.body().apply(sentence));
    }

    /** The body, refused before it is read when it says that it is too long, and never read further than the bound. */
    public static byte[] body(HttpExchange exchange, int bytesMax) throws IOException {
        HttpRefusal tooLong = new HttpRefusal(413, "a request has at most " + bytesMax + " bytes here");
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && (length.length() > 9 || Long.parseLong(length.strip()) > bytesMax)) {
            throw tooLong;
        }
        byte[] body = exchange.getRequestBody().readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
            throw tooLong;
        }
        return body;
    }

    /** Answers with a text that is at hand. */
    public static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(exchange, type);
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

    /** Answers with text of any length, of which no more is in memory than was written and not yet sent. */
    public static void stream(HttpExchange exchange, String type, Stream text) throws IOException {
        head(exchange, type);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            text.write(out);
        }
    }

    private static void head(HttpExchange exchange, String type) {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
