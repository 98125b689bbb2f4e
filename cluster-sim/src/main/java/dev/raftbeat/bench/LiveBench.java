package dev.raftbeat.bench;

import dev.raftbeat.bench.BenchPicture.Failovers;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordedFacts;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Measures a cluster of real processes: its launch, its failovers, what it costs at rest. */
public final class LiveBench {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long LOOK_NANOS = 500_000_000L;

    /** About what it takes; of no account for what is measured. */
    private static final double LAUNCH_SECONDS = 3;

    private static final double BLOW_SECONDS = 1.5;

    /** Of processor time, a minute and node at rest. */
    private static final double TARGET_SECONDS = 0.6;

    private static final double TARGET_MEBIBYTES = 60;

    private final Path directory;
    private final WorldSpec spec;
    private final PrintWriter out;
    private final Progress progress;
    private final SplittableRandom random;
    private final List<Failovers> measured = new ArrayList<>();
    private final List<BenchValue> measures = new ArrayList<>();

    /**
     * @param directory where the clusters live, one after another
     * @param progress told of {@link Plan#seconds}, about
     */
    public LiveBench(Path directory, WorldSpec spec, PrintWriter out, Progress progress) {
        this.progress = progress;
        this.directory = directory;
        this.spec = spec;
        this.out = out;
        random = new SplittableRandom(spec.seed());
    }

    /**
     * How much is measured.
     *
     * @param launches how often the cluster is brought up
     * @param kills how many leaders are killed
     * @param freezes how many are stopped and let go again
     * @param settleSeconds how long it then rests before it is watched: Java compiles what it has run for some minutes
     * @param restSeconds how long it is watched at rest
     */
    public record Plan(int launches, int kills, int freezes, int settleSeconds, int restSeconds) {
        /** About how long it takes. */
        public double seconds() {
            return LAUNCH_SECONDS * (launches + 2) + BLOW_SECONDS * (kills + freezes) + settleSeconds + restSeconds;
        }
    }

    /** @throws dev.raftbeat.progress.StoppedException when the work is to end; what was measured by then has been told */
    public List<Failovers> run(Plan plan) throws InterruptedException, IOException {
        Settings s = spec.settings();
        say(
                "%d processes, heartbeat %s, election timeout %s to %s, seed %d",
                spec.nodes(),
                Amounts.time(s.heartbeatNanos()),
                Amounts.time(s.electionNanosMin()),
                Amounts.time(s.electionNanosMax()),
                spec.seed());
        Distribution launch = new Distribution();
        try {
            for (int i = 0; i < plan.launches; i++) {
                launch.add(launch());
                progress.advance(LAUNCH_SECONDS);
            }
        } finally {
            say("  launch to a leader that all follow:   %s", launch);
            measured("launchToLeaderMs", launch);
        }
        failovers(plan);
        rest(plan.settleSeconds, plan.restSeconds);
        return measured;
    }

    /** What was measured by now, for programs. */
    public List<BenchValue> measures() {
        return List.copyOf(measures);
    }

    private void measured(String name, Distribution distribution) {
        distribution.measure(spec.nodes(), name).ifPresent(measures::add);
    }

    private void measured(String name, double value) {
        measures.add(BenchValue.single(spec.nodes(), name, value));
    }

    private void measured(String name, double value, double target) {
        measures.add(BenchValue.single(spec.nodes(), name, value).withTarget(target));
    }

    private LocalWorld cluster(boolean record) {
        return LocalWorld.closedByCaller(directory, spec, record, Optional.empty());
    }

    private long launch() throws InterruptedException, IOException {
        long began = System.nanoTime();
        try (LocalWorld world = cluster(true)) {
            agreed(world);
            TreeSet<NodeId> agree = new TreeSet<>();
            long[] agreedAt = {0};
            facts(world).tellTo(fact -> {
                if (agree.size() < spec.nodes() && follows(fact)) {
                    agree.add(fact.node());
                    agreedAt[0] = fact.tNanos();
                }
            });
            return agreedAt[0] - began;
        }
    }

    private static boolean follows(StampedFact fact) {
        return fact.fact() instanceof BecameLeader || fact.fact() instanceof HeartbeatHeard;
    }

    private void failovers(Plan plan) throws InterruptedException, IOException {
        Map<Long, NodeId> killed = new TreeMap<>();
        Map<Long, NodeId> frozen = new TreeMap<>();
        Map<Long, NodeId> thawed = new TreeMap<>();
        try (LocalWorld world = cluster(true)) {
            try {
                strike(world, plan, killed, frozen, thawed);
            } finally {
                report(world, killed, frozen, thawed);
            }
        }
    }

    private void strike(
            LocalWorld world, Plan plan, Map<Long, NodeId> killed, Map<Long, NodeId> frozen, Map<Long, NodeId> thawed)
            throws InterruptedException, IOException {
        progress.advance(LAUNCH_SECONDS);
        for (int i = 0; i < plan.kills; i++) {
            NodeId leader = strikeLeader(world, "KILL", killed);
            world.apply(Fault.of(ProcessWords.RESTART, leader));
            progress.advance(BLOW_SECONDS);
        }
        for (int i = 0; i < plan.freezes; i++) {
            NodeId leader = strikeLeader(world, "STOP", frozen);
            thawed.put(strike(world, leader, "CONT"), leader);
            progress.advance(BLOW_SECONDS);
        }
        agreed(world);
    }

    /** Strikes whom all follow, and waits for the next leader; answers who was struck, and notes when. */
    private NodeId strikeLeader(LocalWorld world, String signal, Map<Long, NodeId> struck)
            throws InterruptedException, IOException {
        NodeId leader = agreed(world);
        beatAtRandom();
        struck.put(strike(world, leader, signal), leader);
        another(world, leader);
        return leader;
    }

    private void report(LocalWorld world, Map<Long, NodeId> killed, Map<Long, NodeId> frozen, Map<Long, NodeId> thawed)
            throws IOException {
        FailoverLog log = new FailoverLog();
        facts(world).tellTo(log);
        say("  SIGKILL of the leader");
        tell(new BlowFigures(spec.settings().usesEvidence()), log, killed, "killed", "kill");
        say("  SIGSTOP of the leader");
        tell(new BlowFigures(false), log, frozen, "frozen", "freeze");
        Distribution overlap = new Distribution();
        thawed.forEach((at, node) -> log.stepDownAfter(at, node).ifPresent(overlap::add));
        say("  two claim to lead after the thaw for: %s", overlap);
        say("  a ballot durable after:               %s", log.saves());
        measured("twoClaimAfterThawMs", overlap);
        measured("ballotDurableMs", log.saves());
    }

    /** @param what was done to the leaders, as the names of figures begin */
    private void tell(BlowFigures figures, FailoverLog log, Map<Long, NodeId> blows, String how, String what) {
        blows.forEach((at, victim) -> log.after(at, victim).ifPresent(figures::add));
        measured.add(new Failovers(
                spec.nodes() + " nodes, " + how, figures.followed().sortedMillis()));
        figures.lines().forEach(out::println);
        measures.addAll(figures.measures(spec.nodes(), what));
    }

    /** Waits until a leader is followed by all, and answers it. */
    private NodeId agreed(LocalWorld world) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            progress.check();
            Optional<Leading> leader = world.cluster().awaitLeader(LOOK_NANOS);
            if (leader.isPresent() && world.cluster().followers(leader.get().node()) == spec.nodes()) {
                return leader.get().node();
            }
            TimeUnit.MILLISECONDS.sleep(30);
        }
        throw new WorldException("the cluster agreed on no leader within a minute");
    }

    private void another(LocalWorld world, NodeId old) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            progress.check();
            Optional<Leading> leader = world.cluster().awaitLeader(LOOK_NANOS);
            if (leader.isPresent() && !leader.get().node().equals(old)) {
                return;
            }
        }
        throw new WorldException("no other leader within a minute");
    }

    /** A blow must not always fall at the same place between two heartbeats. */
    private void beatAtRandom() throws InterruptedException {
        long heartbeat = spec.settings().heartbeatNanos();
        TimeUnit.NANOSECONDS.sleep(10 * heartbeat + random.nextLong(heartbeat));
    }

    private static long strike(LocalWorld world, NodeId node, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid(world, node))).start();
        kill.waitFor();
        // After the signal, not before it: starting a process to send it takes milliseconds of its own.
        return System.nanoTime();
    }

    private static long pid(LocalWorld world, NodeId node) {
        return world.cluster().directory().process(node).orElseThrow().pid();
    }

    private RecordedFacts facts(LocalWorld world) {
        List<Path> files = new ArrayList<>();
        world.members().forEach(node -> files.add(world.cluster().directory().factsFile(node)));
        return new RecordedFacts(files);
    }

    private void rest(int settleSeconds, int seconds) throws InterruptedException {
        try (LocalWorld world = cluster(false)) {
            agreed(world);
            progress.advance(LAUNCH_SECONDS);
            sleep(settleSeconds);
            List<Long> pids =
                    world.members().stream().map(node -> pid(world, node)).toList();
            double cpuBefore = pids.stream().mapToDouble(ProcessUse::cpuSeconds).sum();
            List<Integer> ports = world.cluster().plan().peers().values().stream()
                    .map(HostPort::port)
                    .toList();
            WireUse wireBefore = WireUse.soFar(ports);
            LocalCluster.Traffic before = world.cluster().traffic();
            sleep(seconds);
            LocalCluster.Traffic after = world.cluster().traffic();
            WireUse wireAfter = WireUse.soFar(ports);
            double cpu = pids.stream().mapToDouble(ProcessUse::cpuSeconds).sum() - cpuBefore;
            double nodeSeconds = (double) seconds * pids.size();
            double wire = (wireAfter.bytes() - wireBefore.bytes()) / nodeSeconds;
            double resident = ProcessUse.most(pids, ProcessUse::residentMebibytes);
            double proportional = ProcessUse.most(pids, ProcessUse::proportionalMebibytes);
            double messages = (after.messages() - before.messages()) / nodeSeconds;
            double bytes = (after.bytes() - before.bytes()) / nodeSeconds;
            say("  at rest for %s, after %s, a node:", Amounts.seconds(seconds), Amounts.seconds(settleSeconds));
            say(
                    "    processor:                          %s a minute (target: at most %s)",
                    Amounts.seconds(cpu * 60 / nodeSeconds), Amounts.seconds(TARGET_SECONDS));
            say(
                    "    resident memory:                    %.1f MiB (%.1f MiB with shared pages divided; target: at most %.0f)",
                    resident, proportional, TARGET_MEBIBYTES);
            say("    messages sent:                      %.1f a second", messages);
            say("    bytes sent, frames alone:           %.0f a second", bytes);
            say("    bytes sent, with headers:           %.0f a second (%s)", wire, wireAfter.source());
            measured("processorSecondsPerMinute", cpu * 60 / nodeSeconds, TARGET_SECONDS);
            measured("residentMebibytes", resident, TARGET_MEBIBYTES);
            measured("proportionalMebibytes", proportional);
            measured("messagesPerSecond", messages);
            measured("frameBytesPerSecond", bytes);
            measured("wireBytesPerSecond", wire);
        }
    }

    private void sleep(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            TimeUnit.SECONDS.sleep(1);
            progress.advance(1);
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
