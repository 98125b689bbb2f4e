package dev.raftbeat.cli;

import dev.raftbeat.check.Judge;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.nemesis.KillNemesis;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat nemesis}: random faults on a cluster of its own, then the judgement. */
@Command(
        name = "nemesis",
        description =
                "Kill random nodes of a cluster of its own at random moments, then judge all that they wrote down.")
final class NemesisCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions options;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many kills; ${DEFAULT-VALUE} by default.")
    private int kills;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            hidden = true,
            description = "Let the nodes follow a wrong rule that a jar on the class path provides.")
    private String variant;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The cluster's folder; one of its own under .raftbeat by default.")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (kills < 1) {
            throw Trouble.usage("--kills takes a number from 1 up, not " + kills);
        }
        WorldSpec wanted = options.spec(Pace.LAN);
        PrintWriter out = spec.commandLine().getOut();
        out.println("seed " + wanted.seed() + ": " + wanted.nodes() + " nodes, " + kills + " kills");
        Path path = directory != null
                ? directory
                : Path.of(".raftbeat", "nemesis-" + ProcessHandle.current().pid());
        try (LocalWorld world =
                LocalWorld.owning(path, () -> LocalCluster.up(path, wanted, true, Optional.ofNullable(variant)))) {
            KillNemesis.Result result = new KillNemesis(world, wanted.seed()).run(kills, done -> {
                if (done % 50 == 0 && done < kills) {
                    out.println(done + " kills");
                }
            });
            print(out, result);
            return exitCode(result);
        }
    }

    private static void print(PrintWriter out, KillNemesis.Result result) {
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
