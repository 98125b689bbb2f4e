package dev.raftbeat.lab.monitor;

import com.sun.net.httpserver.HttpExchange;
import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.lab.membership.HeartbeatMonitor;
import dev.raftbeat.lab.membership.HeartbeatOutcome;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.MonitorReport.PeerView;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.wire.Plain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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

    /** So many workers are looked at under the lock at a time. */
    private static final int PAGE = 64;

    /** A clock that has gone back by less was only corrected. */
    private static final double CLOCK_STEP_SECONDS = 1;

    private static final Duration HOOK_PACE = Duration.ofSeconds(1);
    private static final double MILLIS_PER_SECOND = 1e3;

    private final HeartbeatMonitor machine;
    private final LongSupplier clock;
    private final long startNanos;
    private final Consumer<String> log;
    private final HttpEndpoint http;
    private final WorkerFaults faults = new WorkerFaults(new SplittableRandom());
    private final Optional<MonitorFile> file;
    private final Optional<Prober> prober;
    private final List<PeerPull> peers = new ArrayList<>();
    private final List<ChangeHook> hooks = new ArrayList<>();
    private final ScheduledExecutorService clockwork;
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
        this.http = MonitorJson.endpoint(options.listen(), options.guard());
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
        this.prober = options.probing() ? Optional.of(new Prober(machine, clock, faults)) : Optional.empty();
        options.hook().command().ifPresent(line -> hook(HookReceivers.command(line)));
        options.hook().url().ifPresent(url -> hook(HookReceivers.post(url)));
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

    private void hook(ChangeHook.Receiver receiver) {
        hooks.add(new ChangeHook(receiver, HOOK_PACE, log));
    }

    private void start(MonitorOptions options) {
        http.guarded("POST", "/heartbeat", this::heartbeat)
                .guarded("GET", "/status", this::nodes)
                .guarded("GET", "/v1/status", this::status)
                .guarded("GET", "/metrics", this::metrics)
                .open("GET", "/livez", MonitorJson::ok)
                .open("GET", "/readyz", MonitorJson::ok);
        if (options.allowFaults()) {
            http.guarded("POST", "/v1/faults", this::fault);
        }
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
        int left = 0;
        for (WorkerView member : found.members()) {
            left += machine.recall(member, MonitorLimits.nanos(since), now) ? 0 : 1;
        }
        if (found.savedSeconds() > wallSeconds() + CLOCK_STEP_SECONDS) {
            log.accept("the clock has gone back since the last save, so ages count from the save at the earliest");
        }
        if (left > 0) {
            log.accept(left + " workers from before the restart are left out: there is no room for them");
        }
        if (left < found.members().size()) {
            log.accept((found.members().size() - left)
                    + " workers are known from before the restart; which of them live is not known yet");
        }
    }

    private static double wallSeconds() {
        return System.currentTimeMillis() / MILLIS_PER_SECOND;
    }

    public InetSocketAddress address() {
        return http.address();
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        WorkerHeartbeat beat = BeatCodec.read(HttpEndpoint.body(exchange, MonitorLimits.BODY_MAX), wallSeconds());
        if (faults.loses(beat.nodeId())) {
            return;
        }
        arrive(faults.delay(beat.nodeId()));
        InetAddress from = exchange.getRemoteAddress().getAddress();
        HeartbeatOutcome reception;
        synchronized (machine) {
            reception = machine.beat(beat, ClientAddress.told(from), clock.getAsLong());
            tellChanges();
        }
        switch (reception.kind()) {
            case OLD_GENERATION -> throw new HttpRefusal(409, reception.sentence());
            case NO_ROOM -> throw new HttpRefusal(429, reception.sentence());
            default -> {
                prober.ifPresent(asks -> asks.heard(beat.nodeId(), ClientAddress.literal(from)));
                MonitorJson.answer(exchange, accepted(reception, beat));
            }
        }
    }

    private static void arrive(Duration later) {
        try {
            TimeUnit.NANOSECONDS.sleep(later.toNanos());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void fault(HttpExchange exchange) throws IOException {
        String line = new String(HttpEndpoint.body(exchange, MonitorLimits.BODY_MAX), StandardCharsets.UTF_8);
        faults.apply(line);
        log.accept("fault: " + Plain.text(line.strip()));
        MonitorJson.ok(exchange);
    }

    private ObjectNode accepted(HeartbeatOutcome reception, WorkerHeartbeat beat) {
        ObjectNode answer = MonitorJson.AROUND.createObjectNode().put("status", "ok");
        if (!reception.sentence().isEmpty()) {
            answer.put("note", reception.sentence());
        }
        if (beat.rhythm().intervalNanos() >= machine.rules().timeoutNanos()
                && beat.rhythm().stretch() <= 1) {
            answer.put("note", "that interval is not shorter than this monitor's timeout: the worker will seem dead");
        }
        return answer;
    }

    private void nodes(HttpExchange exchange) throws IOException {
        look();
        HttpEndpoint.stream(exchange, MonitorJson.TYPE, out -> StatusWriter.nodes(out, this::page));
    }

    private void status(HttpExchange exchange) throws IOException {
        MonitorReport head = report(false);
        HttpEndpoint.stream(exchange, MonitorJson.TYPE, out -> StatusWriter.write(out, head, this::page));
    }

    private void metrics(HttpExchange exchange) throws IOException {
        MonitorReport head = report(false);
        HttpEndpoint.stream(exchange, MonitorMetrics.TYPE, out -> MonitorMetrics.write(out, head, this::page));
    }

    /** All that is known now. */
    public MonitorReport report() {
        return report(true);
    }

    private StatusWriter.Page page(String after) {
        synchronized (machine) {
            return new StatusWriter.Page(machine.membersAfter(after, PAGE, clock.getAsLong()), wallSeconds());
        }
    }

    private MonitorReport report(boolean whole) {
        List<PeerView> others = peers.stream().map(PeerPull::view).toList();
        synchronized (machine) {
            long now = clock.getAsLong();
            machine.wake(now);
            tellChanges();
            return new MonitorReport(
                    name(),
                    wallSeconds(),
                    now - startNanos,
                    machine.rules().detector().toString(),
                    machine.rules().timeoutNanos(),
                    machine.asleepNanos(),
                    whole ? machine.members(now) : List.of(),
                    others,
                    machine.changes().stream().map(this::sinceStart).toList(),
                    machine.holding(now),
                    faults.active(),
                    0);
        }
    }

    private String name() {
        InetSocketAddress here = address();
        return here.getAddress().getHostAddress() + ":" + here.getPort();
    }

    private StateChange sinceStart(StateChange change) {
        return new StateChange(
                change.number(), change.atNanos() - startNanos, change.nodeId(), change.to(), change.sentence());
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
        for (StateChange change : machine.news()) {
            log.accept(change.sentence());
            hooks.forEach(hook -> hook.changed(name(), change, wallSeconds()));
        }
    }

    private void save() {
        if (file.isEmpty()) {
            return;
        }
        long newest;
        synchronized (machine) {
            newest = machine.newestChange();
        }
        savesSkipped++;
        if (newest != savedChange || savesSkipped >= SAVE_ANYWAY) {
            write(file.get());
            savedChange = newest;
            savesSkipped = 0;
        }
    }

    private void write(MonitorFile to) {
        try {
            to.save(this::page, wallSeconds());
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
        hooks.forEach(ChangeHook::close);
        file.ifPresent(last -> {
            write(last);
            try {
                last.close();
            } catch (IOException e) {
                log.accept("the lock could not be given back: " + e.getMessage());
            }
        });
    }
}
