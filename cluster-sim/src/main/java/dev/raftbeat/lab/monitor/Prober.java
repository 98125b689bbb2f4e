package dev.raftbeat.lab.monitor;

import dev.raftbeat.http.HttpCaller;
import dev.raftbeat.lab.membership.HeartbeatMonitor;
import dev.raftbeat.lab.membership.WorkerView;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Asks workers for their health, as Kubernetes and load balancers do. It asks whoever tells a {@code port} in a heartbeat,
 * at the address from which that heartbeat came and at no other: a worker cannot make the monitor call somebody else.
 */
final class Prober {
    private static final int PORT_MAX = 65_535;

    private final HeartbeatMonitor machine;
    private final LongSupplier clock;
    private final WorkerFaults faults;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    Prober(HeartbeatMonitor machine, LongSupplier clock, WorkerFaults faults) {
        this.machine = machine;
        this.clock = clock;
        this.faults = faults;
    }

    /** The address from which a worker beats. */
    void heard(String node, String address) {
        addresses.put(node, address);
    }

    /** Asks everybody whose time has come; to be called with the machine's lock held. */
    void ask(long nowNanos) {
        for (WorkerView member : machine.members(nowNanos)) {
            int port = port(member);
            String address = addresses.get(member.nodeId());
            if (port > 0 && address != null) {
                machine.probe(member.nodeId(), nowNanos);
                if (machine.probeDue(member.nodeId(), nowNanos)) {
                    ask(member.nodeId(), "http://" + address + ":" + port);
                }
            }
        }
        if (addresses.size() > 2 * machine.rules().bounds().members()) {
            addresses.clear();
        }
    }

    private static int port(WorkerView member) {
        String told = member.last().metadata().getOrDefault("port", "");
        int port = told.matches("\\d{1,5}") ? Integer.parseInt(told) : 0;
        return port <= PORT_MAX ? port : 0;
    }

    private void ask(String node, String url) {
        if (faults.loses(node)) {
            machine.probed(node, false, false, clock.getAsLong());
            return;
        }
        CompletableFuture<Boolean> live = passes(url + "/livez");
        CompletableFuture<Boolean> ready = passes(url + "/readyz");
        live.thenAcceptBoth(ready, (livez, readyz) -> {
                    synchronized (machine) {
                        machine.probed(node, livez, readyz, clock.getAsLong());
                    }
                })
                .exceptionally(lost -> null);
    }

    /** Kubernetes counts 200 to 399 as success. */
    private CompletableFuture<Boolean> passes(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofNanos(machine.rules().probe().timeoutNanos()))
                .build();
        return HttpCaller.status(request)
                .thenApply(status -> status >= 200 && status < 400)
                .exceptionally(failed -> false);
    }
}
