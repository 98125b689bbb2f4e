package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.net.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a monitor runs.
 *
 * @param listen where it listens
 * @param peers the other monitors, 16 at the most, whose knowledge it shares
 * @param dir where it keeps what it knows; empty to keep nothing
 * @param probing whether it asks workers that tell a port for their health
 * @param hook who is told of every change
 * @param allowFaults whether it takes lines that break what workers send
 */
public record MonitorOptions(
        HostPort listen,
        MonitorRules rules,
        List<URI> peers,
        Optional<Path> dir,
        boolean probing,
        Guard guard,
        Hook hook,
        boolean allowFaults) {
    /** It asks each of them twice a second. */
    private static final int PEERS_MAX = 16;

    /**
     * Who is told of every change.
     *
     * @param command a line for the shell, which gets them on standard input
     * @param url where they are posted
     */
    public record Hook(Optional<String> command, Optional<URI> url) {
        public static final Hook NONE = new Hook(Optional.empty(), Optional.empty());
    }

    /**
     * Who may talk to it.
     *
     * @param token what everybody has to bring, if anything
     * @param insecureNetwork whether it may listen off loopback
     * @param hosts names besides its address under which it may be called
     */
    public record Guard(Optional<String> token, boolean insecureNetwork, List<String> hosts) {
        public static final Guard LOOPBACK = new Guard(Optional.empty(), false, List.of());

        public Guard {
            hosts = List.copyOf(hosts);
        }
    }

    /** @throws IllegalArgumentException in a sentence, when an option may not be so */
    public MonitorOptions {
        peers = List.copyOf(peers);
        if (peers.size() > PEERS_MAX) {
            throw new IllegalArgumentException("a monitor has at most " + PEERS_MAX + " peers, not " + peers.size());
        }
        HostPort.requireDistinct("--peers", places(peers));
        if (places(peers).stream().anyMatch(listen::isSame)) {
            throw new IllegalArgumentException("--peers names " + listen + ", which is this monitor itself");
        }
        if (!loopback(listen)) {
            if (!guard.insecureNetwork) {
                throw new IllegalArgumentException(listen.host() + " is not a loopback address: whoever reaches it "
                        + "could tell of workers that do not live; say --insecure-network if that is meant");
            }
            if (guard.token.isEmpty()) {
                throw new IllegalArgumentException(
                        listen.host() + " is not a loopback address: off loopback a monitor needs --token-file");
            }
        }
    }

    /** One that tells nobody, and takes no faults. */
    public MonitorOptions(
            HostPort listen, MonitorRules rules, List<URI> peers, Optional<Path> dir, boolean probing, Guard guard) {
        this(listen, rules, peers, dir, probing, guard, Hook.NONE, false);
    }

    static boolean loopback(HostPort address) {
        InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        InetAddress found = resolved.getAddress();
        return found != null && found.isLoopbackAddress();
    }

    /** Where these monitors listen. */
    public static List<HostPort> places(List<URI> monitors) {
        return monitors.stream()
                .map(url -> new HostPort(url.getHost().replaceAll("[\\[\\]]", ""), url.getPort()))
                .toList();
    }

    /**
     * The address of a monitor as it is typed.
     *
     * @throws IllegalArgumentException in a sentence, unless it is {@code http://HOST:PORT}
     */
    public static URI url(String text) {
        try {
            URI url = URI.create(text.strip().replaceAll("/+$", ""));
            boolean plain = url.getRawPath() == null || url.getRawPath().isEmpty();
            if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0 && plain) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like an address of another kind.
        }
        throw new IllegalArgumentException("a monitor is http://HOST:PORT, not \"" + text + "\"");
    }
}
