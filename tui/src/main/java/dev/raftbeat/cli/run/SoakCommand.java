package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.random.NemesisReport;
import dev.raftbeat.random.NemesisResult;
import dev.raftbeat.random.Soak;
import dev.raftbeat.random.SoakTally;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat soak}: nemeses for hours. */
@Command(
        name = "soak",
        description = "Run one nemesis after another, each on a new cluster with the next seed, and count.",
        footer = {
            "",
            "Each round is recorded in store/soak/. Of those without a violation the newest are kept; the others always. "
                    + "Ctrl-C ends it with what it found; --continue goes on from there.",
            "",
            "Examples:",
            "  raftbeat soak --time-limit 8h",
            "  raftbeat soak --on containers --time-limit 1h --round 5m --keep 3",
            "  raftbeat soak --on sim --time-limit 24h --seed 1",
            "  raftbeat soak --time-limit 16h --continue"
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int KEEP_MAX = 10_000;

    @Mixin
    private NemesisOptions options;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "Total time on the world's clock, earlier parts included (default ${DEFAULT-VALUE}).")
    private TypedTime limit;

    @Option(
            names = "--round",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "Time of storms for each cluster (default ${DEFAULT-VALUE}).")
    private TypedTime round;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of recordings without violations to keep (default ${DEFAULT-VALUE}).")
    private int keep;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Folder of recordings and of the count (default ${DEFAULT-VALUE}).")
    private Path store;

    @Option(
            names = "--continue",
            description = "Continue with the count and the seed that an earlier soak left in --store.")
    private boolean goOn;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    private final List<Round> rounds = new ArrayList<>();
    private PrintWriter out;
    private Soak soak;

    /**
     * One cluster and what became of it.
     *
     * @param number of all rounds, earlier parts of the soak included
     */
    private record Round(long number, long seed, NemesisResult result, Path recording) {
        long calmsMet() {
            return result.calms().stream().filter(NemesisResult.Calm::met).count();
        }

        long violations() {
            return result.lamps().stream()
                    .mapToLong(lamp -> lamp.violations().size())
                    .sum();
        }
    }

    private static final List<Column<Round>> COLUMNS = List.of(
            Column.data("round", Round::number),
            Column.data("seed", Round::seed),
            Column.data("verdict", round -> round.result().verdict().name().toLowerCase(Locale.ROOT)),
            Column.data("seconds", round -> round.result().nanos() / 1e9),
            Column.data("faults", round -> round.result().faultCount()),
            Column.data("calmsMet", Round::calmsMet),
            Column.data("calms", round -> round.result().calms().size()),
            Column.data("judgements", round -> round.result().judged()),
            Column.data("violations", Round::violations),
            Column.data("recording", round -> round.recording().toString()));

    @Override
    public Integer call() {
        if (keep < 1 || keep > KEEP_MAX) {
            throw UserError.usage("--keep takes a number from 1 to " + KEEP_MAX + ", not " + keep);
        }
        out = output.people();
        WorldSpec wanted = options.spec();
        Soak.Plan plan = new Soak.Plan(options.mix(), round.nanos(), limit.nanos(), keep, store);
        SoakTally from = from(plan, wanted);
        out.println("seed " + from.seed() + ": " + wanted.nodes() + " nodes on " + options.on() + ", "
                + PlainText.duration(plan.limitNanos()) + " in rounds of " + PlainText.duration(plan.roundNanos())
                + (goOn ? ", going on after " + from.rounds() + " rounds" : ""));
        out.flush();
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("seconds", plan.limitNanos() / 1e9);
            soak = new Soak(plan, options::launch, new Telling(work.progress()));
            work.progress().whenStopped(soak::stop);
            SoakTally tally = soak.run(wanted, from);
            tell(tally, soak.isStopped());
            Table<Round> table = new Table<>(COLUMNS, rounds);
            return output.tell(
                    work,
                    document(tally, table),
                    table,
                    tally.violations() > 0
                            ? ExitCodes.VIOLATED
                            : tally.faultCount() == 0 ? ExitCodes.UNKNOWN : ExitCodes.VALID);
        } catch (IOException e) {
            throw UserError.environment("the soak cannot be written down in " + store + ": " + e.getMessage());
        }
    }

    private static Map<String, Object> document(SoakTally tally, Table<Round> table) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seed", tally.seed());
        document.put("roundCount", tally.rounds());
        document.put("seconds", tally.nanos() / 1e9);
        document.put("faults", tally.faultCount());
        document.put("elections", tally.elections());
        document.put("calms", tally.calms());
        document.put("facts", tally.facts());
        document.put("judgements", tally.judged());
        document.put("violations", tally.violations());
        document.put("rounds", table.maps());
        return document;
    }

    private SoakTally from(Soak.Plan plan, WorldSpec wanted) {
        if (!goOn) {
            return SoakTally.fresh(wanted.seed());
        }
        try {
            return SoakTally.read(plan.tally());
        } catch (NoSuchFileException e) {
            throw UserError.usage("--continue finds no earlier soak in " + store + ": there is no " + plan.tally());
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
    }

    private final class Telling implements Soak.Listener {
        private final Progress progress;

        Telling(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void passed(long nanos) {
            progress.reach(nanos / 1e9);
        }

        @Override
        public void round(WorldSpec its, NemesisResult result, SoakTally soFar, Path recording) {
            Round round = new Round(soFar.rounds(), its.seed(), result, recording);
            if (!output.isTable()) {
                rounds.add(round);
            }
            out.println(String.format(
                    Locale.ROOT,
                    "round %d, seed %d: %s, %d faults, %d of %d calms; in all %,d faults, %,d judgements, %d violations",
                    round.number(),
                    round.seed(),
                    result.verdict(),
                    result.faultCount(),
                    round.calmsMet(),
                    result.calms().size(),
                    soFar.faultCount(),
                    soFar.judged(),
                    soFar.violations()));
            result.lamps()
                    .forEach(lamp -> lamp.violations()
                            .forEach(violation -> out.println("       " + lamp.id() + ": " + violation.sentence())));
            if (soFar.violations() > 0) {
                out.println("       recorded in " + recording);
            }
            if (out.checkError()) {
                // Nobody would learn what the next rounds find.
                soak.stop();
            }
        }
    }

    private void tell(SoakTally tally, boolean interrupted) {
        out.println(tally.rounds() + " rounds, " + PlainText.duration(tally.nanos()) + ": "
                + NemesisReport.kinds(tally.faults()));
        out.println(String.format(
                Locale.ROOT,
                "%,d faults, %,d elections, %,d calms, %,d facts, %,d judgements, %d violations",
                tally.faultCount(),
                tally.elections(),
                tally.calms(),
                tally.facts(),
                tally.judged(),
                tally.violations()));
        if (interrupted) {
            out.println("go on with: raftbeat soak --on " + options.on() + " --time-limit " + limit + " --round "
                    + round + " --store " + store + " --continue");
        }
        out.flush();
    }
}
