package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.ScenarioFile;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.plain.PlainTwins;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.scenario.TrialLength;
import dev.raftbeat.table.Table;
import dev.raftbeat.twin.MeterTable;
import dev.raftbeat.twin.Script;
import dev.raftbeat.twin.Switch;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.twin.TwinsPicture;
import dev.raftbeat.why.Explanation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat twins}: two clusters that differ in one setting. */
@Command(
        name = "twins",
        description = "Play a scenario on two simulated clusters that differ in one setting, and show where they part.",
        footer = {
            "",
            "Examples:",
            "  raftbeat twins deaf-follower.scenario --left \"prevote off\" --right \"prevote on\"",
            "  raftbeat twins leader-kill.scenario --left \"election 150..300ms\" --right \"election 150..160ms\"",
            "  raftbeat twins deaf-leader.scenario --left \"checkquorum off\" --right \"checkquorum on\" --plain",
            "  raftbeat twins deaf-leader.scenario --left \"checkquorum off\" --right \"checkquorum on\" --svg both.svg",
            "",
            "Both begin as the file says; the settings come just before its first fault. docs/WHY.md explains more."
        })
public final class TwinsCommand implements Callable<Integer> {
    private static final long SEED = 1;
    private static final int LINES = 20;

    @Parameters(paramLabel = "FILE", description = "Scenario file.")
    private String file;

    @Option(
            names = "--left",
            required = true,
            paramLabel = "SETTING",
            description = "Setting of the left twin, such as \"prevote off\".")
    private String left;

    @Option(
            names = "--right",
            required = true,
            paramLabel = "SETTING",
            description = "Setting of the right twin, such as \"prevote on\".")
    private String right;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed of both (default: that of the file, or 1).")
    private Long seed;

    @Option(
            names = "--cluster",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of the cluster in the file (default: the first).")
    private int cluster;

    @Option(
            names = "--plain",
            description = "Print both stories as text lines, with the point where they part and a table of meters.")
    private boolean plain;

    @Option(names = "--all", description = "With --plain: every line of both tales, not only the first " + LINES + ".")
    private boolean all;

    @Mixin
    private OutputOption output;

    @Mixin
    private ScreenOptions screen;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "File for a picture of both over time: terms, and who leads; no screen is shown.")
    private Path svg;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        boolean shown = output.isTable() && !plain && !all && svg == null && screen.hasScreen();
        screen.checkCast(shown);
        Fault one = setting("--left", left);
        Fault other = setting("--right", right);
        Scenario scenario = ScenarioFile.read(file);
        int clusters = scenario.trials().size();
        if (cluster < 1 || cluster > clusters) {
            throw UserError.usage("--cluster takes a number from 1 to " + clusters + " here, not " + cluster);
        }
        Trial trial = scenario.trials().get(cluster - 1);
        long chosen = seed != null ? seed : trial.seed().orElse(SEED);
        Twins[] made = new Twins[1];
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("", 3 * TrialLength.of(trial).seconds());
            boolean ended = work.run(progress ->
                    made[0] = new Twins(Script.of(scenario, trial, chosen, one, progress), one, other, progress));
            if (!ended) {
                return work.exit(ExitCodes.VALID);
            }
        }
        try (Twins twins = made[0]) {
            if (!output.isTable()) {
                tell(twins, trial, chosen);
                return ExitCodes.VALID;
            }
            if (shown) {
                return screen.show(twins);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("seed " + chosen + ": " + scenario.file() + ": " + trial.text());
            new PlainTwins(twins, out, all ? Integer.MAX_VALUE : LINES).tell();
            if (svg != null) {
                PictureFile.write(svg, TwinsPicture.svg(twins));
                out.println("picture: " + svg);
            }
            return ExitCodes.VALID;
        }
    }

    private void tell(Twins twins, Trial trial, long chosen) {
        Table<MeterTable.Row> meters = MeterTable.table(MeterTable.of(
                twins.left().facts(), twins.right().facts(), twins.script().endNanos()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seed", chosen);
        document.put("file", file);
        document.put("cluster", trial.text());
        document.put("left", twins.left().setting());
        document.put("right", twins.right().setting());
        document.put(
                "partSeconds",
                twins.parting().map(parting -> parting.tNanos() / 1e9).orElse(null));
        document.put("why", twins.why().map(Explanation::sentence).orElse(null));
        document.put("meters", meters.maps());
        output.tell(document, meters);
    }

    static Fault setting(String option, String text) {
        try {
            return Switch.setting(text);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(option + ": " + e.getMessage());
        }
    }
}
