package dev.raftbeat.lab.monitor;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every request has to pass, and how the answer is written. */
final class RequestGate {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    static final String JSON = "application/json";

    private final Optional<String> token;
    private final List<String> hosts;

    RequestGate(MonitorOptions.Guard guard) {
        this.token = guard.token();
        this.hosts = guard.hosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Against DNS rebinding: a web page may reach an address under a name of its own, but can forge neither the Host nor
     * the Origin header.
     */
    void requireHost(HttpExchange exchange) throws Refusal {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            throw new Refusal(403, "requests from web pages are refused");
        }
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        String name = host.replaceAll(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        InetAddress here = exchange.getLocalAddress().getAddress();
        String literal = here.getHostAddress().replaceAll("%.*$", "");
        boolean known = here.isLoopbackAddress() && LOOPBACK.contains(name)
                || name.equals(literal)
                || name.equals("[" + literal + "]")
                || hosts.contains(name);
        if (!known) {
            throw new Refusal(403, "the Host header names another host than this one");
        }
    }

    void requireToken(HttpExchange exchange) throws Refusal {
        if (token.isEmpty()) {
            return;
        }
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        String wanted = "Bearer " + token.get();
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(401, "this needs the token: Authorization: Bearer TOKEN");
        }
    }

    /** The body, refused before it is read when it says that it is too long, and never read further than the bound. */
    static byte[] body(HttpExchange exchange) throws Refusal, IOException {
        Refusal tooLong = new Refusal(413, "a heartbeat has at most " + MonitorLimits.BODY_MAX + " bytes");
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && (length.length() > 9 || Long.parseLong(length.strip()) > MonitorLimits.BODY_MAX)) {
            throw tooLong;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MonitorLimits.BODY_MAX + 1);
        if (body.length > MonitorLimits.BODY_MAX) {
            throw tooLong;
        }
        return body;
    }

    /** What an answer is made of as it is sent. */
    interface Stream {
        void write(OutputStream out) throws IOException;
    }

    /** Answers with text of any length, of which no more is in memory than was written and not yet sent. */
    static void stream(HttpExchange exchange, String type, Stream text) throws IOException {
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

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        head(exchange, JSON);
        exchange.sendResponseHeaders(status, bytes.length);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes);
        // Closing first waits for what is left of the request, and only then sends; a client that withholds it must
        // still
        // get its answer.
        out.flush();
    }

    static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        // What was not read of the request would be taken for the next one.
        exchange.getResponseHeaders().set("Connection", "close");
        if (refusal.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        answer(
                exchange,
                refusal.status(),
                MonitorJson.AROUND
                        .createObjectNode()
                        .put("status", "refused")
                        .put("error", refusal.getMessage())
                        .toString());
    }
}
