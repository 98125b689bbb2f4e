package dev.raftbeat.node;

import com.sun.net.httpserver.HttpExchange;
import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpEndpoint.Form;
import dev.raftbeat.http.HttpEndpoint.Limits;
import dev.raftbeat.http.HttpEndpoint.Route;
import dev.raftbeat.http.HttpGate;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.http.Recent;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The control endpoint: HTTP for the people and programs who watch a node and break it. Probes and metrics are open to
 * whoever reaches the address; everything else needs the token. A request from a web page is refused whatever it bears,
 * since a page can be made to send one (the Host and Origin headers tell).
 */
final class ControlServer {
    private static final int BODY_MAX = 64 * 1024;
    private static final Limits LIMITS = new Limits("control", 64, 5);
    private static final int STREAMS_MAX = 16;
    /** A reader that has taken nothing for so long will not read on where it was. */
    private static final int STREAM_SECONDS = 300;
    /** Facts are written in parts of so many, so that a reader who comes late costs no more memory than another. */
    private static final int PART = 256;
    /** Facts that come within this time leave together: a reader who looks ten times a second misses nothing by it. */
    private static final long BATCH_MILLIS = 20;

    private static final long KEEP_ALIVE_MILLIS = 1_000;
    private static final String TEXT = "text/plain";

    private final HttpEndpoint http;
    private final ControlPlane plane;
    private final boolean hasToken;
    private final AtomicInteger streams = new AtomicInteger();

    /** @throws IOException when the address cannot be had */
    ControlServer(HostPort address, Optional<String> token, ControlPlane plane) throws IOException {
        this.plane = plane;
        this.hasToken = token.isPresent();
        List<String> names = new ArrayList<>(HttpGate.LOOPBACK);
        names.add(address.host());
        InetSocketAddress listen = new InetSocketAddress(address.host(), address.port());
        http = new HttpEndpoint(listen, LIMITS, new HttpGate(token, names), Form.TEXT);
        Recent<Boolean> alive = new Recent<>(plane::alive, System::nanoTime);
        Recent<String> metrics = new Recent<>(plane::metrics, System::nanoTime);
        http.open("GET", "/livez", probe(alive::get, "the event loop answers", "the event loop does not answer"))
                .open("GET", "/readyz", probe(plane::ready, "a leader is known", "no leader is known"))
                .open("GET", "/metrics", text("text/plain; version=0.0.4; charset=utf-8", metrics::get));
        guarded("GET", "/status", text("application/json", () -> plane.status() + "\n"));
        guarded("GET", "/facts", this::stream);
        guarded("POST", "/rules", change(plane::rules));
        guarded("POST", "/settings", change(plane::settings));
        guarded("POST", "/command", change(plane::command));
        http.start();
    }

    InetSocketAddress address() {
        return http.address();
    }

    void close() {
        http.close();
    }

    private void guarded(String method, String path, Route route) {
        http.guarded(method, path, exchange -> {
            if (!hasToken) {
                throw new HttpRefusal(403, "this node was started without a token, so that nobody may ask it that");
            }
            route.answer(exchange);
        });
    }

    private static Route text(String type, Supplier<String> text) {
        return exchange -> HttpEndpoint.answer(exchange, 200, type, text.get());
    }

    private static Route probe(Supplier<Boolean> well, String yes, String no) {
        return exchange -> {
            boolean is = well.get();
            HttpEndpoint.answer(exchange, is ? 200 : 503, TEXT, (is ? "ok: " + yes : "not ok: " + no) + "\n");
        };
    }

    private static Route change(Function<List<String>, String> change) {
        return exchange -> {
            List<String> lines = new String(HttpEndpoint.body(exchange, BODY_MAX), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            HttpEndpoint.answer(exchange, 200, TEXT, CleanText.line(change.apply(lines)) + "\n");
        };
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (streams.incrementAndGet() > STREAMS_MAX) {
            streams.decrementAndGet();
            throw new HttpRefusal(503, "there are already " + STREAMS_MAX + " readers of facts");
        }
        try {
            FactQueue queue = plane.openFacts();
            try {
                HttpEndpoint.stream(exchange, "application/x-ndjson", out -> copy(queue, out));
            } finally {
                plane.closeFacts(queue);
            }
        } finally {
            streams.decrementAndGet();
        }
    }

    private void copy(FactQueue queue, OutputStream out) throws IOException {
        try {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String lines(List<StampedFact> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append(plane.line(fact)).append('\n'));
        return text.toString();
    }

    private void write(String text, OutputStream out) throws IOException {
        http.mayTake(STREAM_SECONDS);
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
