package dev.raftbeat.cli.lab;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.Percent;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lab.group.LatencyModel;
import dev.raftbeat.lab.group.Plan;
import dev.raftbeat.lab.group.TopologyComparison;
import dev.raftbeat.lab.group.TopologyPicture;
import dev.raftbeat.lab.group.TopologyResult;
import dev.raftbeat.lab.group.TopologyTable;
import dev.raftbeat.lab.group.TrialFault;
import dev.raftbeat.lab.group.WatchedGroup;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.lab.topology.TopologySettings;
import dev.raftbeat.plain.PlainGroup;
import dev.raftbeat.screen.group.GroupModel;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat topologies}: who watches whom, in groups of ten to a hundred thousand. */
@Command(
        name = "topologies",
        description = "Compare heartbeat topologies in simulation: messages, detection time, mistakes. Or watch one.",
        footer = {
            "",
            "Examples:",
            "  raftbeat topologies",
            "  raftbeat topologies --nodes 100,1000 --fail overload --topology swim --topology lifeguard",
            "  raftbeat topologies --nodes 100000 --topology swim -o json",
            "  raftbeat topologies --svg topologies.svg",
            "  raftbeat topologies --watch swim",
            "",
            "Formulas stand in brackets beside what was measured; docs/TOPOLOGIES.md explains both."
        })
public final class TopologiesCommand implements Callable<Integer> {
    private static final List<Column<TopologyKind>> KINDS = List.of(
            Column.text("topology", "topology", TopologyKind::word),
            Column.text("sentence", "what it is", TopologyKind::sentence));

    private static final int LEAST_MEMBERS = 10;
    private static final int MOST_MEMBERS = 200_000;

    /** Options that a group on the screen has no use for. */
    private static final List<String> COMPARES =
            List.of("--nodes", "--fail", "--topology", "--trials", "--svg", "--output");

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "N",
            defaultValue = "10,100,1000,10000,100000",
            description = "Group sizes, played one after another (default ${DEFAULT-VALUE}).")
    private List<Integer> sizes;

    @Option(
            names = "--fail",
            paramLabel = "MISHAP",
            defaultValue = "crash",
            description = "Fault: crash, partition, pause or overload (default ${DEFAULT-VALUE}).")
    private TrialFault fail;

    @Option(
            names = "--topology",
            paramLabel = "NAME",
            description = "Topology; may be repeated (default: all; --topologies lists them).")
    private List<TopologyKind> kinds = List.of();

    @Option(names = "--topologies", description = "List the topologies, and exit.")
    private boolean tell;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Heartbeat interval (default ${DEFAULT-VALUE}).")
    private TypedTime interval;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0.1%",
            description = "Share of messages that are lost (default ${DEFAULT-VALUE}).")
    private Percent loss;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "For each topology and size; by default 20, and fewer from 1000 members on.")
    private Integer trials;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "File for a picture of messages and times by group size, with the formulas.")
    private Path svg;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--watch",
            paramLabel = "NAME",
            description = "Watch 12 members with this topology: who sends to whom, who suspects whom; a key kills one.")
    private TopologyKind watch;

    @Option(
            names = "--plain",
            description = "With --watch: print text lines instead; one member is killed and comes back.")
    private boolean plain;

    @Mixin
    private ScreenOptions screen;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        boolean shown = watch != null && !plain && screen.hasScreen();
        screen.checkCast(shown);
        if (tell) {
            Table<TopologyKind> all = new Table<>(KINDS, List.of(TopologyKind.values()));
            output.tell(all.maps(), all);
            return ExitCodes.VALID;
        }
        Plan plan = plan();
        if (watch != null) {
            return watch(plan, shown);
        }
        checkSizes();
        List<TopologyResult> measured = new ArrayList<>();
        try (LongWork work = new LongWork(spec)) {
            work.run(progress ->
                    TopologyComparison.measure(topologies(), sizes, plan, seed, trials(), progress, measured::add));
            return tell(plan, measured, work);
        }
    }

    private int watch(Plan plan, boolean shown) {
        for (String other : COMPARES) {
            if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
                throw UserError.usage(other + " is for the comparison: --watch shows " + WatchedGroup.MEMBERS
                        + " members with one topology");
            }
        }
        WatchedGroup group = new WatchedGroup(watch, plan, seed);
        if (shown) {
            return screen.show(new GroupModel(group, seed));
        }
        spec.commandLine().getOut().println("seed " + seed + ": " + WatchedGroup.MEMBERS + " members, simulated");
        new PlainGroup(group, spec.commandLine().getOut()).tell(WatchedGroup.MEMBERS / 2);
        return ExitCodes.VALID;
    }

    private List<TopologyKind> topologies() {
        return kinds.isEmpty()
                ? List.of(TopologyKind.values())
                : kinds.stream().distinct().toList();
    }

    private int trials() {
        return trials == null ? 0 : trials;
    }

    private int tell(Plan plan, List<TopologyResult> measured, LongWork work) {
        String title = plan.mishap().word() + ": " + plan.mishap().sentence() + " (simulated, seed " + seed + ")";
        if (svg != null && work.partial().isEmpty()) {
            PictureFile.write(svg, TopologyPicture.svg("Heartbeat topologies, " + title, measured));
        }
        Table<TopologyResult> table = TopologyTable.of(measured);
        PrintWriter text = output.text();
        text.println(title);
        TopologyTable.lines(measured).forEach(text::println);
        TopologyTable.KEY.forEach(text::println);
        if (svg != null && work.partial().isEmpty()) {
            output.people().println("picture: " + svg);
        }
        return output.tell(work, json(plan, table), table, ExitCodes.VALID);
    }

    private Plan plan() {
        long every = interval.within("--interval", 10_000_000, 600_000_000_000L, "from 10ms to 10m");
        double lost = loss.share("--loss", 50);
        if (trials != null && (trials < 1 || trials > 1000)) {
            throw UserError.usage("--trials takes a number from 1 to 1000, not " + trials);
        }
        return new Plan(
                TopologySettings.every(every, lost), LatencyModel.LAN.losing(lost), fail, Plan.LASTS_INTERVALS, false);
    }

    private void checkSizes() {
        for (int size : sizes) {
            if (size < LEAST_MEMBERS || size > MOST_MEMBERS) {
                throw UserError.usage(
                        "--nodes takes numbers from " + LEAST_MEMBERS + " to " + MOST_MEMBERS + ", not " + size);
            }
        }
    }

    private Map<String, Object> json(Plan plan, Table<TopologyResult> table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", seed);
        json.put("fail", plan.mishap().word());
        json.put("intervalSeconds", plan.settings().intervalNanos() / 1e9);
        json.put("lossProbability", plan.wire().lossProbability());
        json.put("topologies", table.maps());
        return json;
    }
}
