package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.zoo.WrongRule;
import dev.raftbeat.zoo.Zoo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    private final List<Outcome> outcomes = new ArrayList<>();
    private PrintWriter out;

    /**
     * What became of one rule.
     *
     * @param caught empty when no check saw it
     * @param harmed what the right rules violated in the same runs; empty as it has to be
     */
    private record Outcome(WrongRule rule, Optional<WrongRule.Caught> caught, Optional<String> harmed) {
        int runs() {
            return caught.map(WrongRule.Caught::runs).orElse(rule.budget());
        }
    }

    private static final List<Column<WrongRule>> RULES = List.of(
            Column.<WrongRule>text("name", "name", WrongRule::name).wide(28),
            Column.text("source", "seen in", WrongRule::source),
            Column.data("replaces", WrongRule::replaces),
            Column.data("check", WrongRule::check),
            Column.data("sentence", WrongRule::sentence));

    private static final List<Column<Outcome>> OUTCOMES = List.of(
            Column.<Outcome>text("name", "name", one -> one.rule().name()).wide(28),
            new Column<>(
                    "check",
                    "caught by",
                    44,
                    false,
                    one -> one.rule().check(),
                    one -> one.caught().map(by -> one.rule().check()).orElse("NOT CAUGHT")),
            Column.data("caught", one -> one.caught().isPresent()),
            Column.number("runs", "runs", Outcome::runs),
            Column.data("seed", one -> one.caught().map(WrongRule.Caught::seed)),
            Column.data("violation", one -> one.caught().map(WrongRule.Caught::violation)),
            Column.data("rightRulesViolate", Outcome::harmed),
            Column.text("sentence", "what the check demands", one -> one.rule().sentence()));

    @Override
    public Integer call() throws InterruptedException {
        out = output.text();
        if (!all && name.equals("list")) {
            return list();
        }
        WrongRule one = all ? null : VariantOption.animal(name);
        boolean[] caught = {false};
        try (LongWork work = new LongWork(spec)) {
            work.run(progress -> caught[0] = all ? runAll(progress) : run(one, progress));
            Table<Outcome> table = new Table<>(OUTCOMES, outcomes);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("rules", table.maps());
            return output.tell(work, document, table, caught[0] ? ExitCodes.VALID : ExitCodes.VIOLATED);
        }
    }

    private int list() {
        Table<WrongRule> rules = new Table<>(RULES, Zoo.all());
        output.tell(rules.maps(), rules);
        return ExitCodes.VALID;
    }

    private boolean runAll(Progress progress) {
        progress.begin(
                "runs at the most",
                2.0 * Zoo.all().stream().mapToInt(WrongRule::budget).sum());
        Table<Outcome> shown = new Table<>(OUTCOMES, List.of());
        out.println(shown.heading());
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
            Outcome outcome = new Outcome(animal, result, wrongly);
            outcomes.add(outcome);
            out.println(shown.line(outcome));
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
        outcomes.add(new Outcome(animal, caught, harmed));
        out.println(harmed.map(what -> "the true core VIOLATES something too: " + what)
                .orElse("the true core goes through the same runs unharmed"));
        return caught.isPresent() && harmed.isEmpty();
    }
}
