package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.judge.LampTable;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.random.KillNemesis;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code raftbeat nemesis --kills N}: kills alone, counted, half of them aimed at elections. */
final class KillRun {
    private final CommandSpec spec;
    private final OutputOption output;
    private final PrintWriter out;
    private final Optional<String> variant;

    KillRun(CommandSpec spec, OutputOption output, Optional<String> variant) {
        this.spec = spec;
        this.output = output;
        out = output.text();
        this.variant = variant;
    }

    int run(WorldSpec wanted, int kills) throws InterruptedException, IOException {
        output.people().println("seed " + wanted.seed() + ": " + wanted.nodes() + " nodes, " + kills + " kills");
        Path path = OwnedFolder.NEMESIS.path();
        try (LongWork work = new LongWork(spec);
                LocalWorld world = LocalWorld.closedByCaller(path, wanted, true, variant)) {
            Progress progress = work.progress();
            progress.begin("kills", kills);
            KillNemesis.Result result = new KillNemesis(world, wanted.seed()).run(kills, done -> {
                progress.reach(done);
                return !progress.isStopped();
            });
            print(result);
            Table<Judge.Lamp> checks = LampTable.of(result.lamps());
            Map<String, Object> document = document(wanted, result);
            document.put("checks", checks.maps());
            return output.tell(work, document, checks, exitCode(result));
        }
    }

    private static Map<String, Object> document(WorldSpec wanted, KillNemesis.Result result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seed", wanted.seed());
        document.put("nodes", wanted.nodes());
        document.put("kills", result.kills());
        document.put("boots", result.boots());
        document.put("elections", result.elections());
        document.put("leaders", result.leaders());
        document.put("votes", result.votes());
        document.put("facts", result.facts());
        document.put("damagedLines", result.damaged());
        document.put("leader", result.calm().map(leader -> leader.node().name()).orElse(null));
        return document;
    }

    private void print(KillNemesis.Result result) {
        out.println(result.kills() + " kills, " + result.boots() + " boots, " + result.elections() + " elections, "
                + result.leaders() + " leaders, " + result.votes() + " votes granted, " + result.facts()
                + " facts read, " + result.damaged() + " lines cut short by a kill");
        out.println(result.calm()
                .map(leader -> "left alone, it found a leader: " + leader.node() + " in term " + leader.term())
                .orElse("left alone, it found no leader within 30 s"));
        for (Judge.Lamp lamp : result.lamps()) {
            out.println(String.format(
                    "%-4s %-9s %s (%d judged, %d undecided)",
                    lamp.id(),
                    lamp.verdict().name().toLowerCase(Locale.ROOT),
                    lamp.sentence(),
                    lamp.judged(),
                    lamp.undecided()));
            lamp.violations().forEach(violation -> out.println("       " + violation.sentence()));
        }
        out.flush();
    }

    private static int exitCode(KillNemesis.Result result) {
        boolean violated = result.lamps().stream().anyMatch(lamp -> lamp.verdict() == Verdict.VIOLATED);
        if (violated || result.calm().isEmpty()) {
            return ExitCodes.VIOLATED;
        }
        return result.leaders() == 0 ? ExitCodes.UNKNOWN : ExitCodes.VALID;
    }
}
