package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.zoo.WrongRule;
import dev.raftbeat.zoo.Zoo;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat zoo}: rules that real systems got wrong, and the checks that catch them. */
@Command(
        name = "zoo",
        description = "Run Raft with rules that real systems got wrong. A check catches each of them.",
        footer = {"", "docs/ZOO.md tells of all of them."})
public final class ZooCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "list | NAME",
            arity = "0..1",
            defaultValue = "list",
            description = "list names them all. A name tells the story of one rule, and runs it.")
    private String name;

    @Option(names = "--all", description = "Run all of them, and the right rules through the same runs.")
    private boolean all;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;

    @Override
    public Integer call() throws InterruptedException {
        out = spec.commandLine().getOut();
        if (!all && name.equals("list")) {
            return list();
        }
        WrongRule one = all ? null : VariantOption.animal(name);
        boolean[] caught = {false};
        try (LongWork work = new LongWork(spec)) {
            work.run(progress -> caught[0] = all ? runAll(progress) : run(one, progress));
            return work.exit(caught[0] ? ExitCodes.VALID : ExitCodes.VIOLATED);
        }
    }

    private int list() {
        for (WrongRule animal : Zoo.all()) {
            out.println(String.format("%-30s %s", animal.name(), animal.source()));
        }
        out.flush();
        return ExitCodes.VALID;
    }

    private boolean runAll(Progress progress) {
        progress.begin(
                "runs at the most",
                2.0 * Zoo.all().stream().mapToInt(WrongRule::budget).sum());
        out.println(String.format("%-30s %-46s %-5s %s", "name", "caught by", "runs", "what the check demands"));
        int caught = 0;
        int harmed = 0;
        for (WrongRule animal : Zoo.all()) {
            Optional<WrongRule.Caught> result = animal.hunt(progress);
            int most = result.map(WrongRule.Caught::runs).orElse(1);
            Optional<String> wrongly = animal.trueCore(most, progress);
            // What was caught early spares the rest of its runs.
            progress.advance(2.0 * (animal.budget() - most));
            caught += result.isPresent() ? 1 : 0;
            harmed += wrongly.isPresent() ? 1 : 0;
            String by = result.isPresent() ? animal.check() : "NOT CAUGHT";
            int runs = result.map(WrongRule.Caught::runs).orElse(animal.budget());
            out.println(String.format("%-30s %-46s %-5d %s", animal.name(), by, runs, animal.sentence()));
            wrongly.ifPresent(what -> out.println("    and the TRUE CORE violates it: " + what));
            out.flush();
        }
        int size = Zoo.all().size();
        out.println(caught + " of " + size + " caught; the true core went through the same runs, and "
                + (harmed == 0 ? "nothing was violated" : harmed + " times something was violated"));
        return caught == size && harmed == 0;
    }

    private boolean run(WrongRule animal, Progress progress) {
        progress.begin("runs at the most", 2.0 * animal.budget());
        out.println(animal.name() + ": replaces " + animal.replaces());
        out.println();
        out.println(animal.story());
        out.println("Seen in: " + animal.source());
        out.println();
        animal.plan().lines().forEach(line -> out.println("    " + line));
        out.println();
        out.println("must trip " + animal.check() + ": " + animal.sentence());
        Optional<WrongRule.Caught> caught = animal.hunt(progress);
        caught.ifPresentOrElse(
                one -> out.println("caught with seed " + one.seed() + ", run " + one.runs() + " of at most "
                        + animal.budget() + ": " + one.violation()),
                () -> out.println("NOT CAUGHT within " + animal.budget() + " runs"));
        Optional<String> harmed =
                animal.trueCore(caught.map(WrongRule.Caught::runs).orElse(1), progress);
        out.println(harmed.map(what -> "the true core VIOLATES something too: " + what)
                .orElse("the true core goes through the same runs unharmed"));
        return caught.isPresent() && harmed.isEmpty();
    }
}
