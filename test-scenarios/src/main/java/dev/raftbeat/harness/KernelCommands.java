package dev.raftbeat.harness;

import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.PacketRule;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The commands that make a host's kernel obey {@link KernelRules}, and those that take it all back. Pure: what they are
 * is decided here, who runs them is {@link KernelInjector}'s business.
 *
 * <p>Packets are chosen by the peer's address <em>and</em> the port of this host's listener. By the address alone, as in
 * {@code -s PEER -j DROP}, the acknowledgements of this host's own connection to the peer would be dropped as well, and
 * the direction that was to stay open would stall as soon as the send buffer is full.
 */
final class KernelCommands {
    /** All our packet rules are in it, so that one listing shows them and one command clears them. */
    static final String CHAIN = "RAFTBEAT";

    /** A packet of this many bytes must fit, or none ever leaves. */
    private static final int BURST_BYTES = 2_000;
    /** What waits longer than this at the limit is dropped. */
    private static final String QUEUE = "400ms";

    private final HostPort listener;
    private final Map<NodeId, String> addresses;

    /**
     * @param listener where the host's node takes its peers' connections
     * @param addresses those of all hosts on the cluster's network
     */
    KernelCommands(HostPort listener, Map<NodeId, String> addresses) {
        this.listener = listener;
        this.addresses = new TreeMap<>(addresses);
    }

    private static List<String> iptables(String... arguments) {
        // -w: another command may hold the table's lock for a moment.
        List<String> line = new ArrayList<>(List.of("iptables", "-w"));
        line.addAll(List.of(arguments));
        return line;
    }

    private List<String> rule(String verb, PacketRule rule) {
        List<String> line = iptables(verb, CHAIN, "-s", addresses.get(rule.from()), "-p", "tcp");
        line.addAll(List.of("--dport", Integer.toString(listener.port())));
        if (!rule.isWhole()) {
            BigDecimal probability = rule.percent().movePointLeft(2);
            line.addAll(List.of("-m", "statistic", "--mode", "random", "--probability", probability.toPlainString()));
        }
        line.addAll(
                rule.deed() == PacketRule.Deed.DROP
                        ? List.of("-j", "DROP")
                        : List.of("-j", "REJECT", "--reject-with", "tcp-reset"));
        return line;
    }

    /** From one set of packet rules to another: first what is new, so that a link that stays dropped never opens. */
    List<List<String>> packets(List<PacketRule> before, List<PacketRule> after) {
        List<List<String>> commands = new ArrayList<>();
        if (before.isEmpty() && !after.isEmpty()) {
            commands.add(iptables("-N", CHAIN));
            commands.add(iptables("-I", "INPUT", "-j", CHAIN));
        }
        after.stream().filter(rule -> !before.contains(rule)).forEach(rule -> commands.add(rule("-A", rule)));
        before.stream().filter(rule -> !after.contains(rule)).forEach(rule -> commands.add(rule("-D", rule)));
        if (!before.isEmpty() && after.isEmpty()) {
            commands.addAll(clearPackets().subList(0, 1));
            commands.addAll(clearPackets().subList(2, 3));
        }
        return commands;
    }

    /** Takes back whatever stands in our chain, known or not. */
    static List<List<String>> clearPackets() {
        return List.of(iptables("-D", "INPUT", "-j", CHAIN), iptables("-F", CHAIN), iptables("-X", CHAIN));
    }

    /** Lists all packet rules of the host, ours and others', as commands. */
    static List<String> listPackets() {
        return iptables("-S");
    }

    /** Lists our packet rules with the number of packets that each has met. */
    static List<String> countPackets() {
        return iptables("-n", "-v", "-x", "-L", CHAIN);
    }

    /** How many of our rules a listing shows. */
    static long ruleCount(String listing) {
        return listing.lines().filter(line -> line.startsWith("-A " + CHAIN)).count();
    }

    /** Whether a listing shows anything of ours. */
    static boolean showsAny(String listing) {
        return listing.lines().anyMatch(line -> line.contains(CHAIN));
    }

    /** How many packets of this peer our rules have met, by the output of {@link #countPackets}. */
    long packetsMet(String counts, NodeId from) {
        long met = 0;
        for (String line : counts.lines().toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (words.contains(addresses.get(from)) && words.get(0).matches("\\d+")) {
                met += Long.parseLong(words.get(0));
            }
        }
        return met;
    }

    /** From one way of sending to another on this network device. */
    static List<List<String>> sending(String device, KernelRules before, KernelRules after) {
        List<List<String>> commands = new ArrayList<>();
        if (before.delay().isPresent() || before.rateKbit().isPresent()) {
            commands.add(clearSending(device));
        }
        List<String> place = new ArrayList<>(List.of("root", "handle", "1:"));
        if (after.delay().isPresent()) {
            List<String> line = new ArrayList<>(List.of("tc", "qdisc", "add", "dev", device));
            line.addAll(place);
            line.addAll(netem(after.delay().get()));
            commands.add(line);
            place = List.of("parent", "1:1", "handle", "10:");
        }
        if (after.rateKbit().isPresent()) {
            List<String> line = new ArrayList<>(List.of("tc", "qdisc", "add", "dev", device));
            line.addAll(place);
            line.addAll(List.of("tbf", "rate", after.rateKbit().getAsLong() + "kbit"));
            line.addAll(List.of("burst", Integer.toString(BURST_BYTES), "latency", QUEUE));
            commands.add(line);
        }
        return commands;
    }

    private static List<String> netem(FaultValue.Delay delay) {
        List<String> words = new ArrayList<>(List.of("netem", "delay", micros(delay.time())));
        Optional<String> spread = delay.spread().map(KernelCommands::micros);
        spread.ifPresent(words::add);
        return words;
    }

    private static String micros(TypedDuration span) {
        return span.nanos(0) / 1_000 + "us";
    }

    static List<String> clearSending(String device) {
        return List.of("tc", "qdisc", "del", "dev", device, "root");
    }

    static List<String> listSending(String device) {
        return List.of("tc", "qdisc", "show", "dev", device);
    }

    /** Whether a listing shows anything of ours. */
    static boolean showsAnySending(String listing) {
        return listing.contains("netem") || listing.contains("tbf");
    }

    /** Tries a way of sending where it does no harm; to be followed by {@link #clearSending} of the same device. */
    static List<String> trySending(String device, String kind) {
        List<String> line = new ArrayList<>(List.of("tc", "qdisc", "add", "dev", device, "root"));
        line.addAll(
                kind.equals("netem")
                        ? List.of("netem", "delay", "0us")
                        : List.of("tbf", "rate", "1gbit", "burst", "100000", "latency", QUEUE));
        return line;
    }

    /** Knocks once at a listener, in a tenth of a second or two; what comes of it only the receiver's counters tell. */
    static List<String> knock(HostPort at) {
        String bash = "exec 3<>/dev/tcp/" + at.host() + "/" + at.port();
        String script = "if command -v bash >/dev/null; then timeout 0.2 bash -c '" + bash + "'; else nc -w 1 "
                + at.host() + " " + at.port() + " </dev/null; fi >/dev/null 2>&1; true";
        return List.of("sh", "-c", script);
    }
}
