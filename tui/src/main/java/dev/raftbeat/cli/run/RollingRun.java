package dev.raftbeat.cli.run;

import dev.raftbeat.check.judge.LampTable;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.random.NemesisReport;
import dev.raftbeat.random.RollingRestart;
import dev.raftbeat.random.RollingTurn;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code raftbeat nemesis --rolling}: every node in turn is ended and started again. */
final class RollingRun {
    private final CommandSpec spec;
    private final OutputOption output;
    private final NemesisOptions options;

    RollingRun(CommandSpec spec, OutputOption output, NemesisOptions options) {
        this.spec = spec;
        this.output = output;
        this.options = options;
    }

    /** @param kill whether nodes are killed instead of stopped */
    static RollingRestart.Plan plan(String order, boolean kill) {
        RollingRestart.Order wanted = Arrays.stream(RollingRestart.Order.values())
                .filter(one -> one.word().equals(order))
                .findFirst()
                .orElseThrow(() -> UserError.usage("--rolling takes one of "
                        + Arrays.stream(RollingRestart.Order.values())
                                .map(RollingRestart.Order::word)
                                .collect(Collectors.joining(", "))
                        + ", not \"" + order + "\""));
        return new RollingRestart.Plan(wanted, kill);
    }

    int run(WorldSpec wanted, RollingRestart.Plan plan) {
        PrintWriter people = output.people();
        people.println("seed " + wanted.seed() + ": " + wanted.nodes() + " nodes on " + options.on() + ", each "
                + plan.done() + " and restarted in turn (" + plan.order().word() + ")");
        people.flush();
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("nodes", wanted.nodes());
            RollingRestart restart = new RollingRestart(wanted, plan, turn -> {
                work.progress().advance(1);
                turn.troubles().forEach(trouble -> people.println("trouble: " + trouble));
            });
            work.progress().whenStopped(restart::stop);
            RollingRestart.Result result = restart.run(options.launch(wanted));
            Table<RollingTurn> turns = RollingTurn.table(result.turns());
            PrintWriter text = output.text();
            turns.lines().forEach(text::println);
            text.println((result.interrupted() ? "interrupted after " : "")
                    + PlainText.count(result.turns().size(), "node") + " " + plan.done() + " and restarted in "
                    + PlainText.duration(result.nanos()) + ": leaderless for "
                    + PlainText.duration(result.leaderlessNanos()) + " in total");
            NemesisReport.checks(result.lamps()).forEach(text::println);
            text.println(result.verdict());
            return output.tell(work, document(wanted, plan, result, turns), turns, ExitCodes.of(result.verdict()));
        }
    }

    private Map<String, Object> document(
            WorldSpec wanted, RollingRestart.Plan plan, RollingRestart.Result result, Table<RollingTurn> turns) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("world", options.on());
        document.put("seed", wanted.seed());
        document.put("nodes", wanted.nodes());
        document.put("order", plan.order().word());
        document.put("kill", plan.kill());
        document.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
        document.put("interrupted", result.interrupted());
        document.put("seconds", result.nanos() / 1e9);
        document.put("leaderlessMs", result.leaderlessNanos() / 1e6);
        document.put("turns", turns.maps());
        document.put("checks", LampTable.of(result.lamps()).maps());
        return document;
    }
}
