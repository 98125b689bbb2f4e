package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordedRun;
import dev.raftbeat.record.SpaceTimeSvg;
import dev.raftbeat.screen.cluster.page.ArrowsPane;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat why}: the chain of causes behind elections and other facts. */
@Command(
        name = "why",
        description = "Explain why elections, or any other fact, happened: the chain of causes back to the fault.",
        footer = {
            "",
            "Examples:",
            "  raftbeat why store/leader-kill/latest             each election of a recording",
            "  raftbeat why deaf-follower.scenario --seed 7 last the last campaign of a simulated run",
            "  raftbeat why .raftbeat/default election 3         the third election of a cluster that records",
            "  raftbeat why facts.ndjson n4:1:345                one fact, by its node, life and place in it",
            "  raftbeat why store/leader-kill/latest last --svg election.svg",
            "",
            "Exit code 3: the facts do not decide at least one of them. docs/WHY.md explains what is said."
        })
public final class WhyCommand implements Callable<Integer> {
    private static final int PICTURE_WIDTH = 100;

    @Mixin
    private RunSource source;

    @Parameters(
            index = "1..*",
            arity = "0..2",
            paramLabel = "FACT",
            description = "\"election N\", \"last\" (the last campaign), or NODE:BOOT:SEQ (default: every election).")
    private List<String> wanted = List.of();

    @Mixin
    private OutputOption output;

    @Option(
            names = "--picture",
            description = "Also print each as a picture: lanes side by side, time downward, an arrow a message.")
    private boolean picture;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "File for a picture of the last one: a lane a node, an arrow a message.")
    private Path svg;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;

    @Override
    public Integer call() {
        PictureFile.check(svg);
        out = spec.commandLine().getOut();
        Consumer<Why> check = FactName.check(wanted);
        try (LongWork work = new LongWork(spec)) {
            var runs = source.read(
                    work.progress(),
                    !wanted.isEmpty(),
                    () -> new Excerpt(FactName.asked(wanted), RecordedRun.factsMax()));
            return explain(runs, check, work);
        }
    }

    private int explain(List<RunSource.Told<Excerpt>> runs, Consumer<Why> check, LongWork work) {
        boolean decided = true;
        Optional<String> drawn = Optional.empty();
        List<Object> documents = new ArrayList<>();
        List<WhyJson.Row> rows = new ArrayList<>();
        for (RunSource.Told<Excerpt> told : runs) {
            Why why = new Why(told.facts());
            // What is asked for may lie in the part that was not read.
            boolean there = work.partial().isEmpty();
            if (there) {
                check.accept(why);
            }
            List<StampedFact> asked = there ? FactName.find(wanted, why) : why.campaigns();
            List<Explanation> all = asked.stream()
                    .filter(told.facts()::isWhole)
                    .map(why::explain)
                    .toList();
            decided &= all.stream().allMatch(one -> one.origin().decided());
            drawn = svg == null || all.isEmpty() ? drawn : Optional.of(svg(why, all.get(all.size() - 1)));
            if (output.isTable()) {
                print(told, why, all);
            } else {
                documents.add(WhyJson.of(told.title(), notes(told), why, all));
                all.forEach(one -> rows.add(new WhyJson.Row(told.title(), why.election(one.of()), one)));
            }
        }
        drawn.ifPresent(text -> PictureFile.write(svg, text));
        if (svg != null) {
            output.people().println(drawn.isPresent() ? "picture: " + svg : "no picture: there is nothing to explain");
        }
        int code = decided ? ExitCodes.VALID : ExitCodes.UNKNOWN;
        if (output.isTable()) {
            return work.exit(code);
        }
        output.tell(runs.size() == 1 ? documents.get(0) : documents, WhyJson.table(rows));
        return work.exitAfter(code);
    }

    /** What there is to say of a run, of which the facts may be more than are held. */
    private static List<String> notes(RunSource.Told<Excerpt> told) {
        List<String> notes = new ArrayList<>(told.notes());
        if (told.facts().isShort()) {
            notes.add("more happened than is held at once: only the last elections are told of, or the one that is"
                    + " named, such as \"election 1\"");
        }
        return notes;
    }

    private void print(RunSource.Told<Excerpt> told, Why why, List<Explanation> all) {
        out.println(told.title());
        notes(told).forEach(out::println);
        if (all.isEmpty() && told.facts().elections().count() == 0) {
            out.println("no election among " + PlainText.count(told.facts().told(), "fact"));
        }
        for (Explanation one : all) {
            out.println();
            out.println(heading(why, one));
            List<String> texts = one.texts();
            for (int i = 0; i < texts.size(); i++) {
                out.println(
                        String.format("%10s  %s", one.time(one.steps().get(i).tNanos()), texts.get(i)));
            }
            out.println("  " + one.verdict());
            if (!one.judgement().isEmpty()) {
                out.println("  the change of leader was " + one.judgement());
            }
            if (picture) {
                out.println();
                ArrowsPane.text(SpaceTime.around(why.facts(), one.of()), PICTURE_WIDTH)
                        .lines()
                        .forEach(out::println);
            }
        }
    }

    private static String svg(Why why, Explanation one) {
        return SpaceTimeSvg.standalone(
                SpaceTime.around(why.facts(), one.of()),
                one.what() + " at " + Amounts.moment(one.of().tNanos() - one.zeroNanos()) + ", " + one.verdict());
    }

    private static String heading(Why why, Explanation one) {
        FactId id = one.of().id();
        long number = why.election(one.of());
        if (number == 0) {
            return one.what() + " (" + id + "), at " + one.time(one.of().tNanos());
        }
        List<StampedFact> rivals = why.rivals(one.of());
        String campaign =
                rivals.size() == 1 ? "" : ", campaign " + (rivals.indexOf(one.of()) + 1) + " of " + rivals.size();
        return "election " + number + " of " + why.elections().count() + campaign + ": term "
                + one.term().orElseThrow() + " (" + id + ")";
    }
}
