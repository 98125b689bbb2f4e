package dev.raftbeat.lab.monitor;

import dev.raftbeat.http.HttpCaller;
import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.lab.membership.AdaptiveInterval;
import dev.raftbeat.lab.membership.HeartbeatSchedule;
import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.lab.membership.WorkerCondition;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A worker as a process: it beats to the first of its monitors that answers, with what it tells of itself. It looks for
 * news once an interval; with none it beats less often, if it was told to, and says so beforehand.
 */
public final class Worker implements AutoCloseable {
    /** Less than this is no news of a load. */
    private static final double LOAD_STEP = 0.1;

    private static final long PATIENCE_MAX_NANOS = 2_000_000_000L;
    private static final long PATIENCE_MIN_NANOS = 200_000_000L;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final WorkerOptions options;
    private final Consumer<String> log;
    private final long generation;
    private final MonitorClient client;
    private final AdaptiveInterval pace;
    private final Optional<HttpEndpoint> probes;
    private final Object wakeUp = new Object();
    private volatile boolean draining;
    private volatile boolean ended;
    private volatile boolean running;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile WorkerCondition condition;
    private long sequence;
    private int monitor;
    private String trouble = "";
    private long lookedNanos = System.nanoTime();
    private long spentNanos;
    private double cpu;

    /**
     * Begins another life, without a heartbeat yet.
     *
     * @param log takes each trouble, and its end, as a line
     * @throws IOException in a sentence, when its life cannot be counted or its port cannot be had
     */
    public Worker(WorkerOptions options, Consumer<String> log) throws IOException {
        this.options = options;
        this.log = log;
        this.generation = GenerationFile.next(options.dir());
        this.client = new MonitorClient(options.token());
        this.pace = new AdaptiveInterval(options.intervalNanos(), options.longestNanos());
        this.condition = new WorkerCondition(load(), false, true);
        this.probes =
                options.port().isPresent() ? Optional.of(serve(options.port().getAsInt())) : Optional.empty();
    }

    private HttpEndpoint serve(int port) throws IOException {
        HttpEndpoint http = MonitorJson.endpoint(new HostPort("127.0.0.1", port), MonitorOptions.Guard.LOOPBACK);
        http.open("GET", "/livez", MonitorJson::ok).open("GET", "/readyz", exchange -> {
            Optional<String> reason = condition.reasonNotReady(options.card().overload());
            if (reason.isPresent()) {
                throw new HttpRefusal(503, "not ready: " + reason.get());
            }
            MonitorJson.ok(exchange);
        });
        http.start();
        return http;
    }

    public long generation() {
        return generation;
    }

    /** Where it answers probes. */
    public OptionalInt port() {
        return probes.map(http -> OptionalInt.of(http.address().getPort())).orElse(OptionalInt.empty());
    }

    /** A monitor knows a later life of this worker: another process has taken its place. */
    public static final class Superseded extends Exception {
        private static final long serialVersionUID = 1L;

        Superseded(String sentence) {
            super(sentence);
        }
    }

    /**
     * Beats until {@link #close}, and says goodbye.
     *
     * @throws Superseded when a later life of the same name has been heard of
     */
    public void run() throws Superseded, InterruptedException {
        running = true;
        try {
            beatOn();
            condition = new WorkerCondition(load(), draining, false, true);
            beat(pace.next(true));
        } finally {
            over.countDown();
        }
    }

    private void beatOn() throws Superseded, InterruptedException {
        long due = System.nanoTime();
        Optional<WorkerCondition> told = Optional.empty();
        while (!ended) {
            condition = new WorkerCondition(load(), draining, true);
            boolean news = told.isEmpty() || differs(told.get(), condition);
            if (news || System.nanoTime() - due >= 0) {
                HeartbeatSchedule rhythm = pace.next(news);
                due = System.nanoTime() + rhythm.intervalNanos();
                boolean heard = beat(rhythm);
                told = heard ? Optional.of(condition) : Optional.empty();
            }
            sleepUntil(Math.min(due, System.nanoTime() + options.intervalNanos()));
        }
    }

    private void sleepUntil(long untilNanos) throws InterruptedException {
        synchronized (wakeUp) {
            long left = untilNanos - System.nanoTime();
            boolean wasDraining = condition.draining();
            while (left > 0 && !ended && draining == wasDraining) {
                wakeUp.wait(left / 1_000_000, (int) (left % 1_000_000));
                left = untilNanos - System.nanoTime();
            }
        }
    }

    private boolean differs(WorkerCondition before, WorkerCondition now) {
        double overload = options.card().overload();
        return before.draining() != now.draining()
                || before.load().reaches(overload) != now.load().reaches(overload)
                || moved(before.load().cpu(), now.load().cpu())
                || moved(before.load().memory(), now.load().memory());
    }

    private static boolean moved(OptionalDouble before, OptionalDouble now) {
        return Math.abs(before.orElse(0) - now.orElse(0)) >= LOAD_STEP;
    }

    private boolean beat(HeartbeatSchedule rhythm) throws Superseded, InterruptedException {
        String json = json(rhythm);
        long patience = Math.max(PATIENCE_MIN_NANOS, Math.min(PATIENCE_MAX_NANOS, options.intervalNanos()));
        String said = "";
        for (int tried = 0; tried < options.monitors().size(); tried++) {
            URI to = options.monitors().get(monitor);
            try {
                HttpCaller.Answer answer = client.beat(to, json, Duration.ofNanos(patience));
                if (answer.status() == 200) {
                    report(to, "");
                    return true;
                }
                said = to + " refuses: " + MonitorClient.error(answer);
                if (answer.status() == 409) {
                    throw new Superseded(said);
                }
            } catch (IOException e) {
                said = "no answer from " + to;
            }
            monitor = (monitor + 1) % options.monitors().size();
        }
        report(options.monitors().get(monitor), said);
        return false;
    }

    private void report(URI to, String said) {
        if (!said.equals(trouble)) {
            log.accept(said.isEmpty() ? "heard again by " + to : said);
            trouble = said;
        }
    }

    private String json(HeartbeatSchedule rhythm) {
        WorkerOptions.Card card = options.card();
        ObjectNode out = MonitorJson.AROUND
                .createObjectNode()
                .put("node_id", options.id())
                .put("ts", System.currentTimeMillis() / MILLIS_PER_SECOND)
                .put("generation", generation)
                .put("seq", sequence++)
                .put("interval", MonitorLimits.seconds(rhythm.intervalNanos()))
                .put("base_interval", MonitorLimits.seconds(rhythm.baseNanos()))
                .put("draining", condition.draining())
                .put("leaving", condition.leaving())
                .put("pid", ProcessHandle.current().pid());
        ObjectNode load = out.putObject("load");
        put(load, "cpu", condition.load().cpu());
        put(load, "memory", condition.load().memory());
        put(load, "request_rate", condition.load().requestRate());
        card.version().ifPresent(version -> out.put("version", version));
        card.build().ifPresent(build -> out.put("build", build));
        card.term().ifPresent(term -> out.put("term", term));
        if (!card.shards().isEmpty()) {
            var shards = out.putArray("shards");
            card.shards().forEach(shards::add);
        }
        port().ifPresent(port -> out.put("port", port));
        return out.toString();
    }

    private static void put(ObjectNode out, String name, OptionalDouble value) {
        value.ifPresent(number -> out.put(name, Math.round(number * 1e3) / 1e3));
    }

    /** As told to be, or as this process finds itself: its processor time since it last looked, and its heap. */
    private Load load() {
        Load fixed = options.card().load();
        long now = System.nanoTime();
        long spent = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
        Runtime machine = Runtime.getRuntime();
        if (now - lookedNanos >= options.intervalNanos()) {
            cpu = (double) Math.max(0, spent - spentNanos) / (now - lookedNanos) / machine.availableProcessors();
            lookedNanos = now;
            spentNanos = spent;
        }
        double memory = (double) (machine.totalMemory() - machine.freeMemory()) / machine.maxMemory();
        return new Load(
                fixed.cpu().isPresent() ? fixed.cpu() : OptionalDouble.of(cpu),
                fixed.memory().isPresent() ? fixed.memory() : OptionalDouble.of(memory),
                fixed.requestRate());
    }

    /** Tells at once that it wants no new work, and goes on beating. */
    public void drain() {
        synchronized (wakeUp) {
            draining = true;
            wakeUp.notifyAll();
        }
    }

    /** Ends, and waits until the goodbye is said, or has had its time. */
    @Override
    public void close() {
        synchronized (wakeUp) {
            ended = true;
            wakeUp.notifyAll();
        }
        try {
            if (running && !over.await(PATIENCE_MAX_NANOS, TimeUnit.NANOSECONDS)) {
                log.accept("no monitor took the goodbye in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        probes.ifPresent(HttpEndpoint::close);
    }
}
