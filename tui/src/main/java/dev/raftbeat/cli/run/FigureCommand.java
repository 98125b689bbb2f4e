package dev.raftbeat.cli.run;

import dev.raftbeat.bench.ElectionTimeouts;
import dev.raftbeat.bench.ElectionTimeouts.Line;
import dev.raftbeat.bench.ElectionTimeouts.Measured;
import dev.raftbeat.bench.ElectionTimeoutsFigure;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat figure}: figures of the literature, from our own code in virtual time. */
@Command(
        name = "figure",
        description =
                "Repeat a figure of the Raft paper in the simulator, as a table beside the paper's and as a picture.")
public final class FigureCommand implements Callable<Integer> {
    private static final String TIMEOUTS = "election-timeouts";

    @Parameters(paramLabel = "FIGURE", description = TIMEOUTS + ": time without a leader (paper §9.3).")
    private String figure;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of crashes for each setting (default ${DEFAULT-VALUE}, as in the paper).")
    private int trials;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            defaultValue = TIMEOUTS + ".svg",
            description = "File of the picture (default ${DEFAULT-VALUE}).")
    private Path svg;

    @Option(names = "--own-writes", description = "Let a candidate's own save take time too, as on a real cluster.")
    private boolean ownWrites;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!figure.equals(TIMEOUTS)) {
            throw UserError.usage("there is no figure \"" + figure + "\"; there is " + TIMEOUTS);
        }
        if (trials < 1 || trials > 1000) {
            throw UserError.usage("--trials takes a number from 1 to 1000, not " + trials);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("seed " + seed + ": five nodes, the leader crashed, two of the others with shorter logs");
        out.flush();
        List<Measured> randomness = measure(ElectionTimeouts.RANDOMNESS);
        List<Measured> scale = measure(ElectionTimeouts.SCALE);
        ElectionTimeoutsFigure.table(randomness).forEach(out::println);
        ElectionTimeoutsFigure.table(scale).forEach(out::println);
        try {
            WholeFile.write(svg, ElectionTimeoutsFigure.svg(randomness, scale, seed), "a picture");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
        out.println("picture: " + svg);
        out.flush();
        return ExitCodes.VALID;
    }

    private List<Measured> measure(List<Line> lines) {
        return lines.stream()
                .map(line -> ElectionTimeouts.measure(line, trials, seed, ownWrites))
                .toList();
    }
}
