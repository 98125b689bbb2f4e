package dev.raftbeat.cli.run;

import dev.raftbeat.bench.ElectionTimeouts;
import dev.raftbeat.bench.ElectionTimeouts.Line;
import dev.raftbeat.bench.ElectionTimeouts.Measured;
import dev.raftbeat.bench.ElectionTimeoutsFigure;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.table.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        if (!figure.equals(TIMEOUTS)) {
            throw UserError.usage("there is no figure \"" + figure + "\"; there is " + TIMEOUTS);
        }
        if (trials < 1 || trials > 1000) {
            throw UserError.usage("--trials takes a number from 1 to 1000, not " + trials);
        }
        PrintWriter out = output.people();
        out.println("seed " + seed + ": five nodes, the leader crashed, two of the others with shorter logs");
        out.flush();
        try (LongWork work = new LongWork(spec)) {
            List<Measured> measured = new ArrayList<>();
            work.run(progress -> measure(progress, measured));
            int upper = Math.min(measured.size(), ElectionTimeouts.RANDOMNESS.size());
            List<Measured> randomness = measured.subList(0, upper);
            List<Measured> scale = measured.subList(upper, measured.size());
            if (output.isTable()) {
                Stream.of(randomness, scale)
                        .filter(lines -> !lines.isEmpty())
                        .forEach(lines ->
                                ElectionTimeoutsFigure.table(lines).lines().forEach(out::println));
            }
            if (work.partial().isEmpty()) {
                draw(randomness, scale);
            }
            Table<Measured> table = ElectionTimeoutsFigure.table(measured);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("figure", figure);
            document.put("seed", seed);
            document.put("settings", table.maps());
            return output.tell(work, document, table, ExitCodes.VALID);
        }
    }

    private void measure(Progress progress, List<Measured> to) {
        List<Line> lines = Stream.concat(ElectionTimeouts.RANDOMNESS.stream(), ElectionTimeouts.SCALE.stream())
                .toList();
        progress.begin(
                "trials",
                lines.stream()
                        .mapToInt(line -> ElectionTimeouts.trials(line, trials))
                        .sum());
        lines.forEach(line -> to.add(ElectionTimeouts.measure(line, trials, seed, ownWrites, progress)));
    }

    private void draw(List<Measured> randomness, List<Measured> scale) {
        PictureFile.write(svg, ElectionTimeoutsFigure.svg(randomness, scale, seed));
        output.people().println("picture: " + svg);
    }
}
