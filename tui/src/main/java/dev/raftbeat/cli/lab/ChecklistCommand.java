package dev.raftbeat.cli.lab;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.Percent;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lab.quality.Advice;
import dev.raftbeat.lab.quality.Checklist;
import dev.raftbeat.lab.quality.ChecklistPicture;
import dev.raftbeat.lab.quality.Requirements;
import dev.raftbeat.protocol.Pace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat checklist}: the questions to ask of a heartbeat design, with answers. */
@Command(
        name = "checklist",
        description =
                "Answer the questions of a heartbeat design, for one of our paces and for your own figures. Mistakes"
                        + " are simulated.",
        footer = {
            "",
            "Examples:",
            "  raftbeat checklist --rtt 1ms --loss 0.1%% --pause 200ms --nodes 50 --detect 2s",
            "  raftbeat checklist --rtt 80ms --loss 2%% --nodes 2000 --detect 10s --svg ways.svg"
        })
public final class ChecklistCommand implements Callable<Integer> {
    private static final int NODES_MAX = 1_000_000;
    private static final int LOSS_MAX = 90;

    @Option(
            names = "--rtt",
            paramLabel = "TIME",
            defaultValue = "1ms",
            description = "Usual round trip time (default ${DEFAULT-VALUE}).")
    private TypedTime rtt;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0.1%",
            description = "Share of messages that are lost (default ${DEFAULT-VALUE}).")
    private Percent loss;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            description = "Length that 1 in 100 pauses of a node exceeds (default: no pauses).")
    private TypedTime pause;

    @Option(
            names = "--pause-every",
            paramLabel = "TIME",
            defaultValue = "1m",
            description = "Mean time between pauses (default ${DEFAULT-VALUE}).")
    private TypedTime pauseEvery;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of nodes (default ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--detect",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Time within which 99 of 100 crashes must be detected (default ${DEFAULT-VALUE}).")
    private TypedTime detect;

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            defaultValue = "lan",
            description = "Pace of the cluster to check: lan, containers or class (default ${DEFAULT-VALUE}).")
    private Pace pace;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "File for a picture of detection times and mistakes of all that was tried.")
    private Path svg;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        if (nodes < 2 || nodes > NODES_MAX) {
            throw UserError.usage("--nodes takes a number from 2 to " + NODES_MAX + ", not " + nodes);
        }
        Requirements wishes = new Requirements(
                bounded("--rtt", rtt),
                loss.share("--loss", LOSS_MAX),
                pause == null ? 0 : bounded("--pause", pause),
                bounded("--pause-every", pauseEvery),
                nodes,
                bounded("--detect", detect));
        try (LongWork work = new LongWork(spec)) {
            Checklist checklist = new Checklist(wishes, pace, seed, work.progress(), output.text()::println);
            List<Advice.Proposal> tried = new ArrayList<>();
            work.run(progress -> tried.addAll(checklist.tell()));
            if (svg != null && work.partial().isEmpty()) {
                PictureFile.write(svg, ChecklistPicture.svg(wishes, seed, tried));
                output.people().println("picture: " + svg);
            }
            return output.tell(work, document(wishes, checklist), checklist.tried(), ExitCodes.VALID);
        }
    }

    private Map<String, Object> document(Requirements wishes, Checklist checklist) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seed", seed);
        document.put("pace", pace.word());
        document.put("nodes", nodes);
        document.put("rttSeconds", wishes.rttNanos() / 1e9);
        document.put("lossProbability", wishes.loss());
        document.put("pauseSeconds", wishes.pauseNanos() / 1e9);
        document.put("pauseEverySeconds", wishes.pauseEveryNanos() / 1e9);
        document.put("detectSeconds", wishes.detectNanos() / 1e9);
        document.put("tried", checklist.tried().maps());
        document.put("topologies", checklist.costs());
        return document;
    }

    /** From a microsecond to an hour: enough for every network, and for the arithmetic. */
    private static long bounded(String option, TypedTime time) {
        return time.within(option, 1_000, 3_600_000_000_000L, "up to an hour");
    }
}
