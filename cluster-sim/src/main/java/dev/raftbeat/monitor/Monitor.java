package dev.raftbeat.monitor;

import com.sun.net.httpserver.HttpExchange;
import dev.raftbeat.detect.Beat;
import dev.raftbeat.detect.HeartbeatMonitor;
import dev.raftbeat.detect.MonitorReport;
import dev.raftbeat.detect.MonitorReport.PeerView;
import dev.raftbeat.detect.Reception;
import dev.raftbeat.detect.StateChange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A monitor as a process: takes heartbeats over HTTP, looks at the clock, keeps what it knows in a file and shares it
 * with other monitors. All of them tell one machine what they heard, under its lock.
 */
public final class Monitor implements AutoCloseable {
    private static final long LOOK_NANOS = 50_000_000L;
    private static final long SHARE_MILLIS = 500;
    private static final long SAVE_MILLIS = 1_000;
    /** Ages alone are worth a write less often than changes are. */
    private static final long SAVE_ANYWAY = 10;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final HeartbeatMonitor machine;
    private final LongSupplier clock;
    private final long startNanos;
    private final Consumer<String> log;
    private final Http http;
    private final Gate gate;
    private final Optional<MonitorFile> file;
    private final Optional<Prober> prober;
    private final List<PeerPull> peers = new ArrayList<>();
    private final ScheduledExecutorService clockwork;
    private long told;
    private long savedChange;
    private long savesSkipped;
    private boolean saveFailed;

    /**
     * Begins to listen.
     *
     * @param log takes each change and each trouble as a line
     * @throws IOException in a sentence, when the address or the directory cannot be had
     */
    public Monitor(MonitorOptions options, Consumer<String> log) throws IOException {
        this.clock = System::nanoTime;
        this.startNanos = clock.getAsLong();
        this.log = log;
        this.machine = new HeartbeatMonitor(options.rules(), startNanos);
        this.gate = new Gate(options.guard());
        this.http = new Http(options.listen(), gate);
        try {
            this.file = options.dir().isPresent()
                    ? Optional.of(new MonitorFile(options.dir().get()))
                    : Optional.empty();
        } catch (IOException e) {
            http.close();
            throw e;
        }
        file.ifPresent(this::recall);
        MonitorClient client = new MonitorClient(options.guard().token());
        this.prober = options.probing() ? Optional.of(new Prober(client.http(), machine, clock)) : Optional.empty();
        for (URI peer : options.peers()) {
            peers.add(new PeerPull(peer, client, machine, clock));
        }
        this.clockwork = Executors.newScheduledThreadPool(2 + peers.size(), run -> {
            Thread thread = new Thread(run, "monitor");
            thread.setDaemon(true);
            return thread;
        });
        start(options);
    }

    private void start(MonitorOptions options) {
        http.route("POST", "/heartbeat", this::heartbeat)
                .route("GET", "/status", this::status)
                .route("GET", "/livez", exchange -> Gate.answer(exchange, 200, "{\"status\":\"ok\"}"))
                .route("GET", "/readyz", exchange -> Gate.answer(exchange, 200, "{\"status\":\"ok\"}"));
        http.start();
        long look = Math.min(LOOK_NANOS, options.rules().timeoutNanos() / 20);
        clockwork.scheduleWithFixedDelay(this::look, 0, look, TimeUnit.NANOSECONDS);
        clockwork.scheduleWithFixedDelay(this::save, SAVE_MILLIS, SAVE_MILLIS, TimeUnit.MILLISECONDS);
        peers.forEach(peer -> clockwork.scheduleWithFixedDelay(peer, 0, SHARE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void recall(MonitorFile from) {
        MonitorFile.Found found = from.load();
        found.trouble().ifPresent(log);
        long now = clock.getAsLong();
        double since = Math.max(0, wallSeconds() - found.savedSeconds());
        found.members()
                .forEach(member -> machine.recall(
                        member.last(), Wire.nanos(since) + member.ageNanos().orElse(0), now));
        if (!found.members().isEmpty()) {
            log.accept(found.members().size() + " workers are known from before the restart; whether they live is not");
        }
    }

    private static double wallSeconds() {
        return System.currentTimeMillis() / MILLIS_PER_SECOND;
    }

    public InetSocketAddress address() {
        return http.address();
    }

    private void heartbeat(HttpExchange exchange) throws Refusal, IOException {
        gate.requireToken(exchange);
        Beat beat = BeatCodec.read(Gate.body(exchange), wallSeconds());
        InetAddress from = exchange.getRemoteAddress().getAddress();
        String client = from.getHostAddress().replaceAll("%.*$", "");
        Reception reception;
        synchronized (machine) {
            reception = machine.beat(beat, client, clock.getAsLong());
            tellChanges();
        }
        switch (reception.kind()) {
            case OLD_GENERATION -> throw new Refusal(409, reception.sentence());
            case NO_ROOM -> throw new Refusal(429, reception.sentence());
            default -> {
                prober.ifPresent(asks -> asks.heard(beat.nodeId(), client.contains(":") ? "[" + client + "]" : client));
                Gate.answer(exchange, 200, accepted(reception, beat));
            }
        }
    }

    private String accepted(Reception reception, Beat beat) {
        ObjectNode answer = Json.OWN.createObjectNode().put("status", "ok");
        if (reception.kind() == Reception.Kind.LATE) {
            answer.put("note", reception.sentence());
        }
        if (beat.rhythm().intervalNanos() >= machine.rules().timeoutNanos()
                && beat.rhythm().stretch() <= 1) {
            answer.put("note", "that interval is not shorter than this monitor's timeout: the worker will seem dead");
        }
        return answer.toString();
    }

    private void status(HttpExchange exchange) throws Refusal, IOException {
        gate.requireToken(exchange);
        Gate.answer(exchange, 200, StatusCodec.write(report()));
    }

    /** All that is known now. */
    public MonitorReport report() {
        synchronized (machine) {
            long now = clock.getAsLong();
            machine.wake(now);
            tellChanges();
            List<PeerView> others = peers.stream().map(PeerPull::view).toList();
            List<StateChange> changes = machine.changes().stream()
                    .map(change -> new StateChange(
                            change.number(),
                            change.atNanos() - startNanos,
                            change.nodeId(),
                            change.to(),
                            change.sentence()))
                    .toList();
            InetSocketAddress here = address();
            return new MonitorReport(
                    here.getAddress().getHostAddress() + ":" + here.getPort(),
                    wallSeconds(),
                    now - startNanos,
                    machine.rules().detector().toString(),
                    machine.rules().timeoutNanos(),
                    machine.asleepNanos(),
                    machine.members(now),
                    others,
                    changes);
        }
    }

    private void look() {
        synchronized (machine) {
            long now = clock.getAsLong();
            machine.wake(now);
            prober.ifPresent(asks -> asks.ask(now));
            tellChanges();
        }
    }

    private void tellChanges() {
        for (StateChange change : machine.changes()) {
            if (change.number() > told) {
                if (change.number() > told + 1) {
                    log.accept((change.number() - told - 1) + " changes came too quickly to be told");
                }
                told = change.number();
                log.accept(change.sentence());
            }
        }
    }

    private void save() {
        if (file.isEmpty()) {
            return;
        }
        MonitorReport report = report();
        long newest = report.changes().isEmpty()
                ? 0
                : report.changes().get(report.changes().size() - 1).number();
        savesSkipped++;
        if (newest != savedChange || savesSkipped >= SAVE_ANYWAY) {
            write(file.get(), report);
            savedChange = newest;
            savesSkipped = 0;
        }
    }

    private void write(MonitorFile to, MonitorReport report) {
        try {
            to.save(report.members(), report.wallSeconds());
            saveFailed = false;
        } catch (IOException e) {
            if (!saveFailed) {
                log.accept("what is known could not be saved, which will be tried again: " + e.getMessage());
            }
            saveFailed = true;
        }
    }

    /** Saves what is known and stops listening. */
    @Override
    public void close() {
        clockwork.shutdownNow();
        http.close();
        file.ifPresent(last -> {
            write(last, report());
            try {
                last.close();
            } catch (IOException e) {
                log.accept("the lock could not be given back: " + e.getMessage());
            }
        });
    }
}
