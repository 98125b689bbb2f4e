package dev.raftbeat.lab.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.HttpThreads;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small HTTP server that outlives its clients: so many connections at the most, each with a thread of its own, and so
 * many seconds for a request to arrive, so that those who send a byte now and then neither stay nor keep others out.
 */
final class Http implements AutoCloseable {
    private static final int CONNECTIONS_MAX = HttpThreads.CONNECTIONS_MAX;
    private static final AtomicInteger THREADS = new AtomicInteger();

    static {
        HttpThreads.limitServers();
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    /** Answers one request. */
    interface Route {
        void answer(HttpExchange exchange) throws Refusal, IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestGate gate;
    private final Map<String, Map<String, Route>> routes = new TreeMap<>();

    /** @throws IOException in a sentence, when the address cannot be had */
    Http(HostPort listen, RequestGate gate) throws IOException {
        this.gate = gate;
        try {
            server = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 64);
        } catch (BindException e) {
            throw new IOException(listen + " cannot be listened on: " + e.getMessage(), e);
        }
        threads =
                new ThreadPoolExecutor(0, CONNECTIONS_MAX + 1, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), run -> {
                    Thread thread = new Thread(null, run, "http-" + THREADS.incrementAndGet(), 256 * 1024);
                    thread.setDaemon(true);
                    return thread;
                });
        server.setExecutor(threads);
        HttpHandler handler = this::handle;
        server.createContext("/", handler);
    }

    /** To be called before {@link #start}. */
    Http route(String method, String path, Route route) {
        routes.computeIfAbsent(path, absent -> new TreeMap<>()).put(method, route);
        return this;
    }

    void start() {
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            find(exchange).answer(exchange);
        } catch (Refusal refusal) {
            RequestGate.refuse(exchange, refusal);
        } catch (RuntimeException defect) {
            RequestGate.refuse(
                    exchange,
                    new Refusal(
                            500, "a defect of this server: " + defect.getClass().getSimpleName()));
        } finally {
            exchange.close();
        }
    }

    private Route find(HttpExchange exchange) throws Refusal {
        gate.requireHost(exchange);
        String path = exchange.getRequestURI().getPath();
        Map<String, Route> found = path == null ? null : routes.get(path);
        if (found == null) {
            throw new Refusal(404, "there is nothing here under that path; there are " + routes.keySet());
        }
        Route route = found.get(exchange.getRequestMethod());
        if (route == null) {
            String allowed = String.join(", ", found.keySet());
            exchange.getResponseHeaders().set("Allow", allowed);
            throw new Refusal(405, "this path takes " + allowed + " alone");
        }
        return route;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
