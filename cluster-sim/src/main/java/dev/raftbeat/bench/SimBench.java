package dev.raftbeat.bench;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.plot.Bars.Bar;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Measures the simulator on one core, at {@code lan} pace, with every fact produced. Each figure is the median of
 * several rounds after rounds that only warm Java up.
 */
public final class SimBench {
    private static final long SECOND = 1_000_000_000L;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 5;
    private static final int LINES = 5;

    private final long seed;
    private final PrintWriter out;
    private final Progress progress;
    private final List<BenchValue> measures = new ArrayList<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** @param progress told of rounds */
    public SimBench(long seed, PrintWriter out, Progress progress) {
        this.progress = progress;
        this.seed = seed;
        this.out = out;
    }

    /** @param args the seed, and for how many seconds about, each with a default */
    public static void main(String[] args) {
        PrintWriter out = CleanWriter.standardOutput();
        long seed = args.length > 0 ? Long.parseLong(args[0]) : 7;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        Object ignored = new SimBench(seed, out, new Progress()).run(seconds);
    }

    /**
     * @param seconds about how long it may take, at least 5
     * @throws dev.raftbeat.progress.StoppedException when the work is to end; the lines that are complete have been told
     */
    public BenchPicture.Speeds run(int seconds) {
        progress.begin("rounds", LINES * (WARM_UP_ROUNDS + ROUNDS));
        double roundSeconds = (double) Math.max(5, seconds) / LINES / (WARM_UP_ROUNDS + ROUNDS);
        say("simulated, pace lan, evidence off, seed %d, one core, rounds of %s", seed, Amounts.seconds(roundSeconds));
        List<Bar> virtual = List.of(atRest(5, false, roundSeconds), atRest(5, true, roundSeconds));
        List<Bar> elections = new ArrayList<>();
        for (int nodes : new int[] {3, 5, 9}) {
            elections.add(elections(nodes, roundSeconds));
        }
        Runtime heap = Runtime.getRuntime();
        say(
                "heap: %d MiB in use, %d MiB allowed",
                mebi(heap.totalMemory() - heap.freeMemory()), mebi(heap.maxMemory()));
        return new BenchPicture.Speeds(elections, virtual);
    }

    private Bar atRest(int nodes, boolean checked, double roundSeconds) {
        Judge judge = new Judge();
        FactSink sink = checked ? judge::hear : fact -> {};
        SimCluster cluster = cluster(nodes, sink);
        Rounds rounds = rounds(roundSeconds, () -> {
            cluster.runFor(SECOND);
            return 1;
        });
        double virtual = cluster.now() / (double) SECOND;
        say(
                "%d nodes at rest, %s: %,.0f virtual seconds a second; a virtual second has %.0f events, %.0f facts%s",
                nodes,
                checked ? "every fact checked" : "facts dropped     ",
                rounds.perSecond,
                cluster.events() / virtual,
                cluster.told() / virtual,
                rounds.remark());
        String name = checked ? "checked" : "unchecked";
        measured(nodes, name + "VirtualSecondsPerSecond", rounds.perSecond);
        measured(nodes, name + "EventsPerVirtualSecond", cluster.events() / virtual);
        measured(nodes, name + "FactsPerVirtualSecond", cluster.told() / virtual);
        return new Bar(
                checked ? "every fact checked" : "facts dropped",
                rounds.perSecond,
                String.format(Locale.ROOT, "%,.0f virtual s", rounds.perSecond));
    }

    /** What was measured by now, for programs. */
    public List<BenchValue> measures() {
        return List.copyOf(measures);
    }

    private void measured(int nodes, String name, double value) {
        measures.add(BenchValue.single(nodes, name, value));
    }

    private Bar elections(int nodes, double roundSeconds) {
        List<NodeId> elected = new ArrayList<>();
        SimCluster cluster = cluster(nodes, fact -> {
            if (fact.fact() instanceof BecameLeader) {
                elected.add(fact.node());
            }
        });
        NodeId[] dead = new NodeId[1];
        long[] total = new long[1];
        Rounds rounds = rounds(roundSeconds, () -> {
            while (elected.isEmpty()) {
                cluster.step();
            }
            // The one before comes back as a voter at the moment at which this one dies.
            if (dead[0] != null) {
                cluster.boot(dead[0]);
            }
            dead[0] = elected.get(0);
            elected.clear();
            cluster.kill(dead[0]);
            total[0]++;
            return 1;
        });
        say(
                "%d nodes, the leader killed each time: %,.0f elections a second; an election has %s, %.1f events, %.1f facts%s",
                nodes,
                rounds.perSecond,
                Amounts.time(cluster.now() / total[0]),
                cluster.events() / (double) total[0],
                cluster.told() / (double) total[0],
                rounds.remark());
        measured(nodes, "electionsPerSecond", rounds.perSecond);
        measured(nodes, "electionMs", cluster.now() / 1e6 / total[0]);
        measured(nodes, "eventsPerElection", cluster.events() / (double) total[0]);
        measured(nodes, "factsPerElection", cluster.told() / (double) total[0]);
        return new Bar(
                nodes + " nodes", rounds.perSecond, String.format(Locale.ROOT, "%,.0f elections", rounds.perSecond));
    }

    private SimCluster cluster(int nodes, FactSink sink) {
        Settings timersOnly = Pace.LAN.settings().withEvidence(false);
        return new SimCluster(SimOptions.of(new WorldSpec(nodes, timersOnly, seed)), sink);
    }

    /**
     * @param perSecond of real time, the median round's
     * @param cpuShare processor time of this thread by real time: well below 1 when others wanted the core too
     */
    private record Rounds(double perSecond, double cpuShare) {
        String remark() {
            return cpuShare > 0.95
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            " (this thread had %.0f %% of a core; %,.0f with a whole one)",
                            100 * cpuShare,
                            perSecond / cpuShare);
        }
    }

    /** @param work does a bit, and answers how much it was */
    private Rounds rounds(double roundSeconds, LongSupplier work) {
        List<Rounds> measured = new ArrayList<>();
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            long began = System.nanoTime();
            long beganCpu = threads.getCurrentThreadCpuTime();
            long end = began + (long) (roundSeconds * SECOND);
            long done = 0;
            while (System.nanoTime() < end) {
                done += work.getAsLong();
                progress.check();
            }
            double took = (System.nanoTime() - began) / (double) SECOND;
            double cpu = (threads.getCurrentThreadCpuTime() - beganCpu) / (double) SECOND;
            progress.advance(1);
            if (round >= WARM_UP_ROUNDS) {
                measured.add(new Rounds(done / took, cpu / took));
            }
        }
        measured.sort((one, other) -> Double.compare(one.perSecond, other.perSecond));
        return measured.get(ROUNDS / 2);
    }

    private static long mebi(long bytes) {
        return bytes >> 20;
    }

    private void say(String form, Object... values) {
        out.println(String.format(Locale.ROOT, form, values));
        out.flush();
    }
}
