package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.explore.AbstractionException;
import dev.raftbeat.explore.Counterexample;
import dev.raftbeat.explore.Exploration;
import dev.raftbeat.explore.ExplorationBounds;
import dev.raftbeat.explore.ExplorationReport;
import dev.raftbeat.explore.Explorer;
import dev.raftbeat.explore.Variant;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.zoo.WrongRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat explore}: every reachable state of the real core within bounds. */
@Command(
        name = "explore",
        description =
                "Visit every state that the real core can reach within bounds, and judge each. Messages may be lost,"
                        + " doubled and reordered, and nodes may crash and restart, in any way.")
public final class ExploreCommand implements Callable<Integer> {
    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of nodes, 1-5 (default ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--terms",
            paramLabel = "N",
            defaultValue = "3",
            description = "Highest term, 1-6 (default ${DEFAULT-VALUE}).")
    private int terms;

    @Option(names = "--crashes", paramLabel = "N", description = "Number of crashes, 0-15 (default: any number).")
    private Integer crashes;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Number of messages under way that can still matter, 1-1000 (default: any number).")
    private Integer messages;

    @Option(
            names = "--duplicates",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Whether a message may arrive twice (default ${DEFAULT-VALUE}).")
    private String duplicates;

    @Option(names = "--depth", paramLabel = "N", description = "Largest number of steps (default: any number).")
    private Integer depth;

    @Option(
            names = "--prevote",
            paramLabel = "on|off",
            defaultValue = "off",
            description = "Whether PreVote is on (default ${DEFAULT-VALUE}).")
    private String preVote;

    @Option(
            names = "--checkquorum",
            paramLabel = "on|off",
            defaultValue = "off",
            description = "Whether CheckQuorum is on (default ${DEFAULT-VALUE}).")
    private String checkQuorum;

    @Option(
            names = "--evidence",
            paramLabel = "on|off",
            defaultValue = "off",
            description =
                    "Whether nodes may learn that their leader is gone; needs PreVote (default ${DEFAULT-VALUE}).")
    private String evidence;

    @Option(names = "--transfers", description = "Also transfer leadership.")
    private boolean transfers;

    @Option(
            names = "--every-message",
            description = "Also tell states apart by messages that can no longer change anything.")
    private boolean everyMessage;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Wrong rule of the zoo for the nodes (see raftbeat zoo list).")
    private String variant;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Folder for a scenario that breaks a check (default ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--limit",
            paramLabel = "STATES",
            defaultValue = "20000000",
            description = "Largest number of distinct states (default ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExplorationBounds bounds = bounds();
        PrintWriter out = output.people();
        out.println(ExplorationReport.intention(bounds));
        out.flush();
        Variant core = core();
        long began = System.nanoTime();
        try (LongWork work = new LongWork(spec)) {
            Exploration found = explore(bounds, core, work.progress());
            ExplorationReport report = new ExplorationReport(found, System.nanoTime() - began);
            report.lines().forEach(output.text()::println);
            found.broken().ifPresent(broken -> write(broken, out));
            Table<Exploration> table = report.table();
            Map<String, Object> document = table.maps().get(0);
            document.put("steps", found.broken().map(Counterexample::steps).orElse(List.of()));
            document.put(
                    "scenario",
                    found.broken().map(broken -> file(broken).toString()).orElse(null));
            return output.tell(work, document, table, code(found.ending()));
        }
    }

    private static int code(Exploration.Ending ending) {
        return switch (ending) {
            case COMPLETE, DEPTH -> ExitCodes.VALID;
            case BROKEN -> ExitCodes.VIOLATED;
            case INTERRUPTED -> ExitCodes.INTERRUPTED;
            case LIMIT, MEMORY -> ExitCodes.UNKNOWN;
        };
    }

    private Path file(Counterexample broken) {
        return directory.resolve("explore-" + broken.claim().id() + ".scenario");
    }

    private Variant core() {
        if (variant == null) {
            return Variant.TRUE;
        }
        WrongRule animal = VariantOption.animal(variant);
        if (animal.replaces().startsWith("Ports")) {
            throw UserError.usage(
                    "\"" + variant + "\" is not about a rule: it lies outside the core, and explore with it");
        }
        return Variant.of(animal.onSim().rules());
    }

    private static Exploration explore(ExplorationBounds bounds, Variant core, Progress progress) {
        try {
            return new Explorer(bounds, core).explore(progress);
        } catch (AbstractionException e) {
            throw UserError.usage("with such a rule the exploration would leave something out: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    ExitCodes.UNKNOWN, "the tables for so many nodes and terms take more memory than Java has here");
        }
    }

    private void write(Counterexample broken, PrintWriter out) {
        Path file = file(broken);
        try {
            Files.createDirectories(directory);
            WholeFile.write(file, broken.scenario(), "a scenario");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
        out.println();
        String wrong = variant == null ? "" : " --variant " + variant;
        out.println((broken.repeats() ? "again: " : "close to it: ") + "raftbeat run " + file + wrong);
    }

    private ExplorationBounds bounds() {
        try {
            return new ExplorationBounds(
                    nodes,
                    terms,
                    isOn("--prevote", preVote),
                    isOn("--checkquorum", checkQuorum),
                    isOn("--evidence", evidence),
                    transfers,
                    everyMessage,
                    isOn("--duplicates", duplicates),
                    messages == null ? OptionalInt.empty() : OptionalInt.of(messages),
                    crashes == null ? OptionalInt.empty() : OptionalInt.of(crashes),
                    depth == null ? OptionalInt.empty() : OptionalInt.of(depth),
                    limit);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--" + e.getMessage());
        }
    }

    private static boolean isOn(String option, String word) {
        if (!word.equals("on") && !word.equals("off")) {
            throw UserError.usage(option + " takes on or off, not \"" + word + "\"");
        }
        return word.equals("on");
    }
}
