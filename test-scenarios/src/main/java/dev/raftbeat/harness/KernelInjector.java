package dev.raftbeat.harness;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.PacketRule;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.fault.execution.InjectorException;
import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.fault.word.PacketWords;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds to an injector what the kernels of the nodes' hosts can do, and sees to it that it was done: rules are listed after
 * each change, every link that is to carry nothing is knocked at until its rule has met a packet, and a host that is
 * healed shows none of our rules any more.
 */
final class KernelInjector implements FaultInjector {
    private static final int KNOCKS = 10;

    private final FaultInjector inner;
    private final Map<NodeId, Host> hosts = new TreeMap<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();
    private final Map<NodeId, KernelRules> inForce = new TreeMap<>();
    private final Map<NodeId, String> devices = new TreeMap<>();
    private final Map<FaultWord, Optional<String>> refusals = new HashMap<>();

    KernelInjector(FaultInjector inner, List<Host> hosts) {
        this.inner = inner;
        for (Host host : hosts) {
            this.hosts.put(host.node(), host);
            addresses.put(host.node(), host.listener().host());
        }
    }

    @Override
    public WorldKind world() {
        return inner.world();
    }

    @Override
    public void kill(NodeId node) throws InjectorException {
        inner.kill(node);
    }

    @Override
    public void stop(NodeId node, Optional<FactId> cause) throws InjectorException {
        inner.stop(node, cause);
    }

    @Override
    public void wipe(NodeId node) throws InjectorException {
        inner.wipe(node);
    }

    @Override
    public void restart(NodeId node, NodeSetup setup) throws InjectorException {
        inner.restart(node, setup);
    }

    @Override
    public void pause(NodeId node) throws InjectorException {
        inner.pause(node);
    }

    @Override
    public void resume(NodeId node) throws InjectorException {
        inner.resume(node);
    }

    @Override
    public void rules(NodeId node, NodeRules rules) throws InjectorException {
        inner.rules(node, rules);
    }

    @Override
    public void configure(NodeId node, Settings settings, Optional<FactId> cause) throws InjectorException {
        inner.configure(node, settings, cause);
    }

    @Override
    public void command(NodeId node, Command command, Optional<FactId> cause) throws InjectorException {
        inner.command(node, command, cause);
    }

    @Override
    public void resetConnections(Link link) throws InjectorException {
        inner.resetConnections(link);
    }

    @Override
    public void collect(NodeId node, Optional<FactId> cause) throws InjectorException {
        inner.collect(node, cause);
    }

    @Override
    public void kernel(NodeId node, KernelRules rules) throws InjectorException {
        Host host = hosts.get(node);
        KernelRules before = inForce.getOrDefault(node, KernelRules.NONE);
        try {
            change(host, before, rules);
            inForce.put(node, rules);
            if (rules.equals(KernelRules.NONE)) {
                clear(host);
            } else {
                check(host, before, rules);
            }
        } catch (EngineException e) {
            startOver(host, before, rules);
            throw new InjectorException("the host of " + node + ": " + e.getMessage(), e);
        }
    }

    /**
     * After a command that failed nobody knows which rules stand: all go, and those of the faults before come back. Where
     * that fails too none stand, and the next change begins from there.
     */
    private void startOver(Host host, KernelRules before, KernelRules tried) {
        try {
            clear(host);
            change(host, bare(host, tried), before);
            inForce.put(host.node(), before);
        } catch (EngineException e) {
            inForce.put(host.node(), bare(host, before));
            try {
                clear(host);
            } catch (EngineException again) {
                // The first failure is being told already.
                return;
            }
        }
    }

    /** No rule for packets; the processor and the clock as in {@code limits}. */
    private static KernelRules bare(Host host, KernelRules limits) {
        return new KernelRules(
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                limits.cpuPercent(),
                limits.clockShiftNanos(),
                !host.isPlugged());
    }

    /** The hosts whose kernels do something that they were asked for. */
    Set<NodeId> busy() {
        Set<NodeId> busy = new TreeSet<>();
        inForce.forEach((node, rules) -> {
            if (!rules.equals(KernelRules.NONE)) {
                busy.add(node);
            }
        });
        return busy;
    }

    private void change(Host host, KernelRules before, KernelRules after) throws EngineException {
        for (List<String> command : commands(host).packets(before.packets(), after.packets())) {
            must(host, command);
        }
        if (!before.delay().equals(after.delay()) || !before.rateKbit().equals(after.rateKbit())) {
            for (List<String> command : KernelCommands.sending(device(host), before, after)) {
                must(host, command);
            }
        }
        if (!before.cpuPercent().equals(after.cpuPercent())) {
            host.limitCpu(
                    after.cpuPercent().isPresent()
                            ? OptionalDouble.of(after.cpuPercent().get().doubleValue() / 100)
                            : OptionalDouble.empty());
        }
        if (before.clockShiftNanos() != after.clockShiftNanos()) {
            host.shiftClock(after.clockShiftNanos());
        }
        if (host.isPlugged() == after.unplugged()) {
            host.plug(!after.unplugged());
        }
    }

    private KernelCommands commands(Host host) {
        return new KernelCommands(host.listener(), addresses);
    }

    private static String must(Host host, List<String> command) throws EngineException {
        Host.Output output = host.run(command);
        if (output.code() != 0) {
            throw new EngineException("\"" + String.join(" ", command) + "\" ended with " + output.code() + ": "
                    + output.out().strip());
        }
        return output.out();
    }

    /** The network device that has the listener's address; a host may have others. */
    private String device(Host host) throws EngineException {
        String known = devices.get(host.node());
        if (known == null) {
            known = must(host, List.of("ip", "-o", "-4", "addr", "show"))
                    .lines()
                    .filter(line -> line.contains(" " + host.listener().host() + "/"))
                    .map(line -> line.split("\\s+")[1])
                    .findFirst()
                    .orElseThrow(() -> new EngineException("no network device has the address "
                            + host.listener().host()));
            devices.put(host.node(), known);
        }
        return known;
    }

    /** Whatever is still there goes, also what an earlier failure left, and the listing must say so. */
    private void clear(Host host) throws EngineException {
        if (KernelCommands.showsAny(must(host, KernelCommands.listPackets()))) {
            for (List<String> command : KernelCommands.clearPackets()) {
                host.run(command);
            }
            if (KernelCommands.showsAny(must(host, KernelCommands.listPackets()))) {
                throw new EngineException("packet rules stay behind");
            }
        }
        String device = device(host);
        if (KernelCommands.showsAnySending(must(host, KernelCommands.listSending(device)))) {
            must(host, KernelCommands.clearSending(device));
        }
    }

    private void check(Host host, KernelRules before, KernelRules after) throws EngineException {
        long rules = KernelCommands.ruleCount(must(host, KernelCommands.listPackets()));
        if (rules != after.packets().size()) {
            throw new EngineException(rules + " packet rules are there, and there should be "
                    + after.packets().size());
        }
        boolean sending = after.delay().isPresent() || after.rateKbit().isPresent();
        // An interface of a container that is off its network is gone, and its queue with it.
        if (!after.unplugged()
                && KernelCommands.showsAnySending(must(host, KernelCommands.listSending(device(host)))) != sending) {
            throw new EngineException("its device " + device(host) + " does not send as it was told");
        }
        for (PacketRule rule : after.packets()) {
            if (rule.isWhole() && !before.packets().contains(rule) && !after.unplugged()) {
                seeItAct(host, rule.from());
            }
        }
    }

    private void seeItAct(Host host, NodeId from) throws EngineException {
        Host sender = hosts.get(from);
        if (!sender.isPlugged()) {
            return;
        }
        for (int knock = 0; knock < KNOCKS; knock++) {
            if (commands(host).packetsMet(must(host, KernelCommands.countPackets()), from) > 0) {
                return;
            }
            sender.run(KernelCommands.knock(host.listener()));
        }
        throw new EngineException("the rule for " + from + " has met none of its packets");
    }

    @Override
    public Optional<String> refuses(FaultWord word) {
        return refusals.computeIfAbsent(word, this::probe);
    }

    private Optional<String> probe(FaultWord word) {
        if (!word.worlds().equals(EnumSet.of(WorldKind.CONTAINERS))) {
            return Optional.empty();
        }
        Host any = hosts.values().iterator().next();
        try {
            if (word == HostWords.SLOW_PACKETS) {
                trySending(any, "netem");
            } else if (word == HostWords.LIMIT_RATE) {
                trySending(any, "tbf");
            } else if (word == HostWords.LIMIT_CPU) {
                any.limitCpu(OptionalDouble.of(1));
                any.limitCpu(OptionalDouble.empty());
            } else if (word == HostWords.SHIFT_CLOCK) {
                any.shiftClock(0);
            } else if (PacketWords.DROP_PACKETS.replaces(word)) {
                must(any, KernelCommands.listPackets());
            } else if (word != HostWords.UNPLUG) {
                // Whatever made the hosts has put them on a network.
                throw new EngineException("nobody has taught hosts to " + word.text());
            }
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void trySending(Host host, String kind) throws EngineException {
        if (host.run(KernelCommands.trySending("lo", kind)).code() != 0) {
            throw new EngineException("this machine's kernel has no " + kind + " (the module sch_" + kind + ")");
        }
        host.run(KernelCommands.clearSending("lo"));
    }
}
