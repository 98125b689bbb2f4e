package dev.raftbeat.http;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may ask: not a web page, and of the others those who bring the token. */
public final class HttpGate {
    /** The names of a loopback address. */
    public static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<String> token;
    private final List<String> hosts;
    private final Optional<String> folder;

    /**
     * @param token what a guarded route asks for; empty to let everybody in
     * @param hosts names under which the server may be called besides its address, which need not be a loopback one
     */
    public HttpGate(Optional<String> token, List<String> hosts) {
        this(token, hosts, Optional.empty());
    }

    private HttpGate(Optional<String> token, List<String> hosts, Optional<String> folder) {
        this.token = token;
        this.folder = folder;
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** For browsers, which are given an address and nothing else: every path begins with the token, as with a folder. */
    public static HttpGate byPath(String token, List<String> hosts) {
        return new HttpGate(Optional.empty(), hosts, Optional.of("/" + token));
    }

    /** Whether whoever comes this far has shown the token. */
    boolean isByPath() {
        return folder.isPresent();
    }

    /** What is asked for, without the token where that is part of the path. */
    String path(HttpExchange exchange) {
        String path = Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("");
        if (folder.isEmpty()) {
            return path;
        }
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path : path.substring(0, end);
        if (!MessageDigest.isEqual(
                first.getBytes(StandardCharsets.UTF_8), folder.get().getBytes(StandardCharsets.UTF_8))) {
            throw new HttpRefusal(
                    403, "this needs the whole address that raftbeat printed: what follows the port is a token");
        }
        return path.substring(first.length());
    }

    /**
     * Against DNS rebinding: a web page may reach an address under a name of its own, but can forge neither the Host nor
     * the Origin header.
     */
    void requireHost(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            throw new HttpRefusal(403, "requests from web pages are refused");
        }
        String name = header(exchange, "Host").replaceAll(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        InetAddress here = exchange.getLocalAddress().getAddress();
        String literal = here.getHostAddress().replaceAll("%.*$", "");
        boolean known = here.isLoopbackAddress() && LOOPBACK.contains(name)
                || name.equals(literal)
                || name.equals("[" + literal + "]")
                || hosts.contains(name);
        if (!known) {
            throw new HttpRefusal(403, "the Host header names another host than this one");
        }
    }

    /** Whether the caller showed the token; false where nobody has to. */
    boolean requireToken(HttpExchange exchange) {
        if (token.isEmpty()) {
            return false;
        }
        byte[] given = header(exchange, "Authorization").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            throw new HttpRefusal(401, "this needs the token: Authorization: Bearer TOKEN");
        }
        return true;
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
