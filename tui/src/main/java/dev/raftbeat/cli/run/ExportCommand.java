package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.ExportFile;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.ScenarioFile;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.export.CsvTable;
import dev.raftbeat.export.MermaidDiagram;
import dev.raftbeat.export.OtlpTraces;
import dev.raftbeat.export.PerfettoTrace;
import dev.raftbeat.export.ShivizLog;
import dev.raftbeat.export.TimeOrder;
import dev.raftbeat.export.TimeRange;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordedRun;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.scenario.TrialLength;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.twin.Script;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.PlainText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat export}: a run in a form that another tool reads. */
@Command(
        name = "export",
        description = "Write a run in a form that another tool reads: a diagram, a trace, a table, a log.",
        footer = {
            "",
            "Examples:",
            "  raftbeat export store/leader-kill/latest --as mermaid",
            "  raftbeat export run.scenario --as perfetto --out trace.json",
            "  raftbeat export facts.ndjson --as otlp --out traces.json",
            "  raftbeat export facts.ndjson --as csv --table failovers",
            "  raftbeat export facts.ndjson --as shiviz --from last --around 500ms",
            "  raftbeat export a.scenario --as shiviz --left \"prevote off\" --right \"prevote on\"",
            "",
            "Standard output holds nothing but the export. docs/EXPORTS.md shows each form."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final long SEED = 1;

    /** An excerpt holds every fact for so long around an election. */
    private static final long AROUND_NANOS_MAX = 10_000_000_000L;

    /** The forms. */
    enum Form {
        /** A sequence diagram of one election. */
        mermaid,
        /** A Chrome trace. */
        perfetto,
        /** OpenTelemetry traces. */
        otlp,
        /** A table. */
        csv,
        /** A log with vector clocks. */
        shiviz
    }

    @Mixin
    private RunSource source;

    @Option(names = "--as", required = true, paramLabel = "FORMAT", description = "Format: ${COMPLETION-CANDIDATES}.")
    private Form form;

    @Option(
            names = "--from",
            paramLabel = "FACT",
            description =
                    "Only what is about \"election N\", \"last\" (the last election) or NODE:BOOT:SEQ (default: the"
                            + " whole run; for mermaid, the last election).")
    private String from;

    @Option(
            names = "--around",
            paramLabel = "TIME",
            description =
                    "With --from: so much time before and after it (default: from the fault, or the last heartbeat, to"
                            + " the first heartbeats of the new leader).")
    private TypedTime around;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "For csv: ${COMPLETION-CANDIDATES} (default elections).")
    private CsvTable table;

    @Option(
            names = "--left",
            paramLabel = "SETTING",
            description = "For shiviz, of a scenario: setting of the left twin, such as \"prevote off\".")
    private String left;

    @Option(names = "--right", paramLabel = "SETTING", description = "Setting of the right twin.")
    private String right;

    @Option(names = "--out", paramLabel = "FILE", description = "File for it (default: standard output).")
    private Path out;

    @Spec
    private CommandSpec spec;

    /** What is asked about, once the run has been gone through. */
    private record Asked(String title, Excerpt excerpt, Why why, List<StampedFact> about, TimeRange range) {}

    @Override
    public Integer call() throws InterruptedException {
        check();
        ExportFile file = new ExportFile(out, spec);
        try (LongWork work = new LongWork(spec)) {
            try {
                boolean streamed = form == Form.perfetto || form == Form.shiviz;
                if (left != null) {
                    twins(work.progress(), file);
                } else if (streamed && from == null) {
                    stream(work.progress(), file, TimeRange.ALL, true);
                } else {
                    Asked asked = asked(work.progress(), file);
                    if (streamed) {
                        stream(work.progress(), file, asked.range(), false);
                    } else {
                        file.write(text -> write(asked, text));
                    }
                }
                file.done(form.name());
            } catch (StoppedException stopped) {
                file.people().println("no " + form + " is written, because this is only a part");
            }
            return work.exitAfter(ExitCodes.VALID);
        }
    }

    private void check() {
        if (around != null && from == null) {
            throw UserError.usage("--around is the time around what --from names");
        } else if (around != null) {
            long ignored = around.within("--around", 1, AROUND_NANOS_MAX, "up to 10s");
        }
        if (table != null && form != Form.csv) {
            throw UserError.usage("--table is for csv");
        }
        if ((left == null) != (right == null)) {
            throw UserError.usage("twins take both --left and --right");
        }
        if (left != null && (form != Form.shiviz || !source.isScenario() || from != null)) {
            throw UserError.usage("--left and --right are for shiviz, and for the whole of a scenario");
        }
    }

    private List<String> words() {
        return from == null ? List.of() : List.of(from.strip());
    }

    /** Goes through the run once, to find what is asked about. */
    private Asked asked(Progress progress, ExportFile file) {
        Consumer<Why> check = FactName.check(words());
        var told = source.readOne(progress, () -> new Excerpt(FactName.asked(words()), RecordedRun.factsMax()));
        progress.check();
        told.notes().forEach(file.people()::println);
        Excerpt excerpt = told.facts();
        if (excerpt.isShort()) {
            file.people()
                    .println("more happened than is held at once: the last elections are exported, or the one that"
                            + " --from names");
        }
        Why why = new Why(excerpt);
        check.accept(why);
        boolean one = from != null || form == Form.mermaid;
        List<StampedFact> about = one ? about(why, excerpt) : List.of();
        TimeRange range = one ? TimeRange.of(why.facts(), about, TypedTime.nanos(around)) : TimeRange.ALL;
        return new Asked(told.title(), excerpt, why, about, range);
    }

    /** The campaigns of the election that is meant, or the fact. */
    private List<StampedFact> about(Why why, Excerpt excerpt) {
        List<StampedFact> found = FactName.find(from == null ? List.of("last") : words(), why);
        if (found.isEmpty()) {
            throw UserError.usage("there is no election among " + PlainText.count(excerpt.told(), "fact"));
        }
        StampedFact last = found.get(found.size() - 1);
        return last.fact() instanceof BecameCandidate ? why.rivals(last) : found;
    }

    private void write(Asked asked, Consumer<String> text) {
        switch (form) {
            case mermaid -> text.accept(mermaid(asked));
            case otlp -> OtlpTraces.write(asked.excerpt(), asked.why(), asked.range(), asked.title(), text);
            case csv ->
                text.accept((table == null ? CsvTable.elections : table)
                        .of(asked.excerpt(), asked.why(), asked.range())
                        .csv());
            case perfetto, shiviz -> throw new IllegalStateException("these are written as they are read");
        }
    }

    private static String mermaid(Asked asked) {
        Why why = asked.why();
        StampedFact first = asked.about().get(0);
        long number = why.election(first);
        String what = first.fact() instanceof BecameCandidate campaign
                ? "Election " + number + " of " + why.elections().count() + ", term " + campaign.term()
                : "Around " + first.id();
        return MermaidDiagram.of(
                asked.title(),
                what,
                SpaceTime.within(
                        why.facts(), asked.range().fromNanos(), asked.range().toNanos()),
                asked.about().stream().map(why::explain).toList(),
                why.zeroNanos());
    }

    /** Writes a run while it is read. @param told whether what is wrong with it has not been said */
    private void stream(Progress progress, ExportFile file, TimeRange range, boolean told) {
        file.write(text -> {
            List<PerfettoTrace> traces = new ArrayList<>();
            var run = source.readOne(progress, () -> {
                if (form == Form.shiviz) {
                    return new TimeOrder(ShivizLog.of(text, range));
                }
                traces.add(new PerfettoTrace(text, range));
                return new TimeOrder(traces.get(0));
            });
            if (out != null) {
                progress.check();
            }
            // What was begun on standard output is ended, however little of the run it tells.
            run.facts().end();
            traces.forEach(trace -> trace.end(run.title()));
            if (told) {
                run.notes().forEach(file.people()::println);
            }
        });
    }

    private void twins(Progress progress, ExportFile file) {
        Fault one = TwinsCommand.setting("--left", left);
        Fault other = TwinsCommand.setting("--right", right);
        Scenario scenario = ScenarioFile.read(source.name());
        Trial trial = source.trial(scenario);
        long seed = source.seed() != null ? source.seed() : trial.seed().orElse(SEED);
        progress.begin("", 3 * TrialLength.of(trial).seconds());
        try (Twins twins = new Twins(Script.of(scenario, trial, seed, one, progress), one, other, progress)) {
            Map<String, Iterable<StampedFact>> runs = new LinkedHashMap<>();
            runs.put("left: " + twins.left().setting(), twins.left().facts());
            runs.put("right: " + twins.right().setting(), twins.right().facts());
            file.write(text -> ShivizLog.of(text, runs));
        }
    }
}
