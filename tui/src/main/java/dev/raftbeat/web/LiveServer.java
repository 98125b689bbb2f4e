package dev.raftbeat.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpGate;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.page.LiveColumns.Place;
import dev.raftbeat.page.LivePage;
import dev.raftbeat.world.FactInbox;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the page that follows a run: to GET alone, and to whoever has its whole address. */
public final class LiveServer implements AutoCloseable {
    /** So many may follow at once. */
    public static final int VIEWERS_MAX = 100;

    private static final int PIECE_MILLIS = 200;
    private static final int REQUESTS_MAX = VIEWERS_MAX + 28;
    /** A viewer that takes nothing for so long is let go. */
    private static final int TAKING_SECONDS = 20;

    private static final int SILENCE_SECONDS = 5;
    private static final int GOODBYE_MILLIS = 500;

    private static final byte[] NOTHING = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private final HttpEndpoint http;
    private final String token;
    private final Pieces pieces = new Pieces();
    private final AtomicInteger viewers = new AtomicInteger();
    private final ScheduledExecutorService clockwork;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<Shown> shown = Optional.empty();

    private record Shown(World world, FactInbox facts) {}

    /** @throws IOException in a sentence, when the address cannot be had */
    public LiveServer(InetSocketAddress listen) throws IOException {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        token = HexFormat.of().formatHex(secret);
        http = new HttpEndpoint(
                listen,
                new HttpEndpoint.Limits("web", REQUESTS_MAX, TAKING_SECONDS),
                HttpGate.byPath(token, List.of()),
                HttpEndpoint.Form.TEXT);
        http.open("GET", "/", exchange -> answer(exchange, "text/html", LivePage.html()))
                .open("GET", "/live.css", exchange -> answer(exchange, "text/css", LivePage.style()))
                .open("GET", "/live.js", exchange -> answer(exchange, "text/javascript", LivePage.script()))
                .open("GET", "/events", this::events);
        http.start();
        clockwork = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "web-pieces");
            thread.setDaemon(true);
            return thread;
        });
        clockwork.scheduleWithFixedDelay(this::round, PIECE_MILLIS, PIECE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where the page is. */
    public String address() {
        InetSocketAddress at = http.address();
        String host = at.getAddress().getHostAddress();
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort() + "/" + token + "/";
    }

    /** How many viewers follow. */
    public int viewers() {
        return viewers.get();
    }

    /** Shows this world from now on, in place of any other. */
    public void show(World world) {
        FactInbox facts = FactInbox.of(world);
        synchronized (this) {
            shown = Optional.of(new Shown(world, facts));
            pieces.begin(world.title(), world.members());
        }
        world.observe(facts);
    }

    private synchronized void round() {
        shown.ifPresent(this::take);
    }

    private void take(Shown from) {
        boolean over = from.world.isOver();
        long told = from.world.toldNanos();
        FactInbox.Batch batch = from.facts.take();
        if (batch.anew()) {
            pieces.begin(from.world.title(), from.world.members());
        }
        if (from.facts.takeDropped() > 0) {
            pieces.say("Heartbeats are missing: this machine was too busy to tell of them all.");
        }
        if (over) {
            pieces.say("The cluster was ended.");
        }
        pieces.round(batch, told);
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        guard(exchange);
        HttpEndpoint.answer(exchange, 200, type + "; charset=utf-8", text);
    }

    private static void guard(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    private void events(HttpExchange exchange) throws IOException {
        guard(exchange);
        try {
            if (viewers.incrementAndGet() > VIEWERS_MAX) {
                throw new HttpRefusal(503, "there are " + VIEWERS_MAX + " viewers already, and no more are taken");
            }
            Place told = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                    .map(Place::parse)
                    .orElse(Place.NOTHING);
            HttpEndpoint.stream(exchange, "text/event-stream; charset=utf-8", out -> follow(out, told));
        } finally {
            viewers.decrementAndGet();
        }
    }

    private void follow(OutputStream out, Place before) throws IOException {
        Place told = before;
        long round = 0;
        boolean goesOn = true;
        try {
            while (goesOn) {
                Optional<Pieces.Event> next = pieces.next(told, round, SILENCE_SECONDS);
                http.mayTake(TAKING_SECONDS);
                // A line that says nothing: who is gone is noticed only by writing to it.
                out.write(next.map(Pieces.Event::bytes).orElse(NOTHING));
                out.flush();
                told = next.map(Pieces.Event::place).orElse(told);
                round = next.map(Pieces.Event::round).orElse(round);
                goesOn = next.isEmpty() || !next.get().last();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells viewers that the run is over, and lets them go; the second time nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        round();
        pieces.end("The run is over.");
        clockwork.shutdownNow();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
        boolean patient = true;
        while (patient && viewers.get() > 0 && System.nanoTime() < until) {
            patient = nap();
        }
        http.close();
    }

    private static boolean nap() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
