package dev.raftbeat.net;

import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;

/**
 * Where a node listens, as it was written: the host is not resolved here but at every attempt to connect.
 *
 * @param host a name or a literal address, never empty
 * @param port 0 to 65535; 0, for a listener only, lets the system choose
 */
public record HostPort(String host, int port) {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    /** @throws IllegalArgumentException naming what is wrong */
    public HostPort {
        if (host.isBlank() || !host.equals(host.strip())) {
            throw new IllegalArgumentException(
                    "an address reads HOST:PORT; the host is empty in \"" + host + ":" + port + "\"");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not at " + port);
        }
    }

    /**
     * Reads {@code HOST:PORT}; a literal IPv6 address stands in square brackets.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        try {
            return new HostPort(
                    host,
                    Math.toIntExact(Amounts.whole(text.substring(colon + 1)).orElse(-1)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("an address reads HOST:PORT, not \"" + text + "\"", e);
        }
    }

    /** Whether both are the same place, however this machine is called in them. Names are not looked up. */
    public boolean isSame(HostPort other) {
        return port == other.port && plainHost().equals(other.plainHost());
    }

    private String plainHost() {
        String plain = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(plain) ? "localhost" : plain;
    }

    /**
     * @param what what they are, for the message, such as {@code --peers}
     * @throws IllegalArgumentException when two of them are the same place
     */
    public static void requireDistinct(String what, List<HostPort> all) {
        for (int i = 0; i < all.size(); i++) {
            for (HostPort other : all.subList(i + 1, all.size())) {
                if (all.get(i).isSame(other)) {
                    String also = all.get(i).equals(other) ? "" : ", which is also " + other;
                    throw new IllegalArgumentException(what + " names " + all.get(i) + " twice" + also);
                }
            }
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
