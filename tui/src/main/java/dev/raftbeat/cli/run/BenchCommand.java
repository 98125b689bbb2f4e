package dev.raftbeat.cli.run;

import dev.raftbeat.bench.BenchPicture;
import dev.raftbeat.bench.BenchValue;
import dev.raftbeat.bench.FailoverCell;
import dev.raftbeat.bench.FailoverPicture;
import dev.raftbeat.bench.LiveBench;
import dev.raftbeat.bench.PageBench;
import dev.raftbeat.bench.SimBench;
import dev.raftbeat.bench.WebBench;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.SettingsOptions;
import dev.raftbeat.cli.option.TimingNotes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.table.Table;
import dev.raftbeat.web.LiveServer;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat bench}: our own figures. */
@Command(
        name = "bench",
        description = "Measure a live cluster (cost and failover times), the time without a leader by fault and policy,"
                + " the speed of the simulator, what viewers of the live page cost (web), or the page that plays ten"
                + " minutes.")
public final class BenchCommand implements Callable<Integer> {

    /** What is measured. */
    enum What {
        live,
        failover,
        sim,
        web,
        page
    }

    private static final int COUNT_MAX = 100_000;

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what;

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "N",
            description = "Cluster sizes, measured one after another (default 3,5; failover: 5).")
    private List<Integer> sizes;

    @Option(
            names = "--launches",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of launches (default ${DEFAULT-VALUE}).")
    private int launches;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of kills of a leader (default ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--freezes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of freezes of a leader (default ${DEFAULT-VALUE}).")
    private int freezes;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "Time that the cluster rests before that (default ${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Option(
            names = "--rest",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time to watch the cluster at rest (default ${DEFAULT-VALUE}).")
    private int restSeconds;

    @Option(
            names = "--viewers",
            paramLabel = "N",
            defaultValue = "30",
            description = "Number of viewers of the live page (default ${DEFAULT-VALUE}).")
    private int viewers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Time to measure the simulator, in seconds, roughly (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed of timeouts and moments (failover: of the first run, default 1).")
    private Long seed;

    @Mixin
    private FailoverOptions failovers;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description =
                    "File for a picture: how long failovers took, the table of failovers, or how fast the simulator is.")
    private Path svg;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PictureFile.check(svg);
        if (what == What.sim) {
            return sim();
        }
        if (what == What.page) {
            return page();
        }
        if (sizes == null) {
            sizes = what == What.live ? List.of(3, 5) : List.of(5);
        }
        refuseNonsense();
        return switch (what) {
            case failover -> failover();
            case web -> web();
            default -> live();
        };
    }

    private int web() throws InterruptedException, IOException {
        if (viewers < 1 || viewers > LiveServer.VIEWERS_MAX) {
            throw UserError.usage("--viewers takes a number from 1 to " + LiveServer.VIEWERS_MAX + ", not " + viewers);
        }
        List<BenchValue> measures = new ArrayList<>();
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("", sizes.size() * (settleSeconds + 2 * restSeconds));
            work.run(progress -> {
                for (int size : sizes) {
                    long drawn = seed != null ? seed : new SecureRandom().nextLong() >>> 11;
                    WorldSpec wanted = new WorldSpec(size, settings.over(Pace.LAN.settings()), drawn);
                    WebBench bench = new WebBench(OwnedFolder.BENCH.path(), wanted, output.people(), progress);
                    try (ServedPage page = new ServedPage()) {
                        measures.addAll(bench.run(page, viewers, settleSeconds, restSeconds));
                    }
                }
            });
            return tell(work, measures);
        }
    }

    /** The page of this bench, on any free port. */
    private static final class ServedPage implements WebBench.Page {
        private final LiveServer server;

        private ServedPage() throws IOException {
            server = new LiveServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        public String show(World world) {
            server.show(world);
            return server.address();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private int live() throws InterruptedException, IOException {
        Path directory = OwnedFolder.BENCH.path();
        LiveBench.Plan plan = new LiveBench.Plan(launches, kills, freezes, settleSeconds, restSeconds);
        List<BenchValue> measures = new ArrayList<>();
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("", sizes.size() * plan.seconds());
            List<BenchPicture.Failovers> measured = new ArrayList<>();
            work.run(progress -> {
                for (int size : sizes) {
                    long drawn = seed != null ? seed : new SecureRandom().nextLong() >>> 11;
                    WorldSpec wanted = new WorldSpec(size, settings.over(Pace.LAN.settings()), drawn);
                    new TimingNotes(spec.commandLine().getErr()).tell("", wanted.settings(), size);
                    LiveBench bench = new LiveBench(directory, wanted, output.people(), progress);
                    try {
                        measured.addAll(bench.run(plan));
                    } finally {
                        measures.addAll(bench.measures());
                    }
                }
            });
            draw(work, () -> BenchPicture.live(measured));
            return tell(work, measures);
        }
    }

    private void draw(LongWork work, Supplier<String> picture) {
        if (svg != null && work.partial().isEmpty()) {
            PictureFile.write(svg, picture.get());
            output.people().println("picture: " + svg);
        }
    }

    private int tell(LongWork work, List<BenchValue> measures) {
        return tell(work, "measures", BenchValue.table(measures));
    }

    private int tell(LongWork work, String name, Table<?> table) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("what", what.name());
        document.put(name, table.maps());
        return output.tell(work, document, table, ExitCodes.VALID);
    }

    private int failover() throws InterruptedException {
        Settings wanted = settings.over(Pace.LAN.settings());
        failovers.check(sizes, wanted);
        try (LongWork work = new LongWork(spec)) {
            failovers.measure(sizes, wanted, seed != null ? seed : 1, output.people(), work);
            draw(work, () -> FailoverPicture.svg(failovers.rows()));
            return tell(work, "cells", FailoverCell.table(failovers.cells()));
        }
    }

    /** Its clusters are those that the figures are stated for: the options of live clusters do not count. */
    private void refuseNonsense() {
        for (int size : sizes) {
            if (size < 1 || size > 9) {
                throw UserError.usage("--nodes takes numbers from 1 to 9, not " + size);
            }
        }
        count("--launches", launches, 1);
        count("--kills", kills, 0);
        count("--freezes", freezes, 0);
        count("--settle", settleSeconds, 0);
        count("--rest", restSeconds, 1);
    }

    private static void count(String option, int count, int least) {
        if (count < least || count > COUNT_MAX) {
            throw UserError.usage(option + " takes a number from " + least + " to " + COUNT_MAX + ", not " + count);
        }
    }

    private int page() throws InterruptedException {
        try (LongWork work = new LongWork(spec)) {
            PageBench bench =
                    new PageBench(OwnedFolder.BENCH.path(), seed != null ? seed : 7, output.people(), work.progress());
            work.run(progress -> bench.run());
            return tell(work, bench.measures());
        } catch (IOException e) {
            throw UserError.environment("the page cannot be measured: " + e.getMessage());
        }
    }

    private int sim() throws InterruptedException {
        if (seconds < 5 || seconds > 3600) {
            throw UserError.usage("--seconds takes a number from 5 to 3600, not " + seconds);
        }
        try (LongWork work = new LongWork(spec)) {
            long chosen = seed != null ? seed : 7;
            SimBench bench = new SimBench(chosen, output.people(), work.progress());
            BenchPicture.Speeds[] speeds = new BenchPicture.Speeds[1];
            work.run(progress -> speeds[0] = bench.run(seconds));
            draw(work, () -> BenchPicture.sim(speeds[0], chosen));
            return tell(work, bench.measures());
        }
    }
}
