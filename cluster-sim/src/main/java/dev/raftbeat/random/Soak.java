package dev.raftbeat.random;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RunWriter;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One nemesis after another, each on a cluster of its own with the next seed, for hours. Each round is written down in
 * {@code STORE/soak/TIME/}; of rounds in which nothing was violated only the newest are kept, the others always. What all
 * rounds together did stands in {@code STORE/soak/tally}.
 */
public final class Soak {
    /** The recordings of rounds, and the tally beside them. */
    public static final String NAME = "soak";

    private static final String KEPT = "violated";

    /**
     * How it is to be done.
     *
     * @param roundNanos how long storms may begin in one round
     * @param limitNanos how long all rounds together, also those of earlier processes, may go on
     * @param keep how many recordings of rounds without violation to keep, 0 or more
     */
    public record Plan(Collection<FaultKind> mix, long roundNanos, long limitNanos, int keep, Path store) {
        public Plan {
            mix = List.copyOf(mix);
        }

        public Path tally() {
            return store.resolve(NAME).resolve("tally");
        }
    }

    /** Hears of each round. */
    public interface Listener {
        void round(WorldSpec spec, NemesisResult result, SoakTally soFar, Path recording);

        /** @param nanos of all rounds together, on the worlds' own clocks */
        default void passed(long nanos) {}
    }

    private final Plan plan;
    private final Function<WorldSpec, World> launch;
    private final Listener listener;
    private volatile boolean stopped;
    private volatile Nemesis now;

    public Soak(Plan plan, Function<WorldSpec, World> launch, Listener listener) {
        this.plan = plan;
        this.launch = launch;
        this.listener = listener;
    }

    /** Ends the present round at once, and begins no other. From any thread. */
    public void stop() {
        stopped = true;
        Nemesis nemesis = now;
        if (nemesis != null) {
            nemesis.stop();
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    /**
     * Goes on from this count until the time is over.
     *
     * @param cluster the cluster of the first round; later ones differ in their seed alone
     * @throws IOException when something could not be written
     */
    public SoakTally run(WorldSpec cluster, SoakTally from) throws IOException {
        SoakTally tally = from;
        refuseStranger(plan.tally());
        tally.write(plan.tally());
        while (!stopped && tally.nanos() < plan.limitNanos()) {
            WorldSpec spec = new WorldSpec(cluster.nodes(), cluster.settings(), tally.seed() + tally.rounds());
            tally = round(spec, tally, Math.min(plan.roundNanos(), plan.limitNanos() - tally.nanos()));
        }
        return tally;
    }

    /** Recordings are removed here, and the count is written over: so both have to be a soak's. */
    private static void refuseStranger(Path tally) throws IOException {
        Path folder = tally.getParent();
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + " is a symbolic link");
        }
        if (Files.exists(tally, LinkOption.NOFOLLOW_LINKS)) {
            try {
                SoakTally.read(tally);
            } catch (IOException e) {
                throw new IOException(tally + " is in the way: " + e.getMessage(), e);
            }
        }
    }

    private SoakTally round(WorldSpec spec, SoakTally before, long nanos) throws IOException {
        try (RunWriter writer = RunWriter.create(plan.store(), NAME, Instant.now())) {
            Nemesis nemesis = new Nemesis(spec, plan.mix(), new Nemesis.Listener() {
                @Override
                public void fact(StampedFact fact) {
                    writer.tell(fact);
                }

                @Override
                public void passed(long nanos) {
                    listener.passed(before.nanos() + nanos);
                }
            });
            now = nemesis;
            if (stopped) {
                nemesis.stop();
            }
            NemesisResult result = nemesis.run(launch.apply(spec), nanos);
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("scenario", NAME);
            about.put("seed", spec.seed());
            writer.file(RunWriter.SCENARIO, result.scenario());
            writer.finish(NemesisReport.values(result, about));
            if (result.verdict() == Verdict.VIOLATED) {
                writer.file(KEPT, String.join("\n", NemesisReport.lines(result)) + "\n");
            }
            SoakTally tally = before.plus(result);
            tally.write(plan.tally());
            rotate(writer.folder());
            listener.round(spec, result, tally, writer.folder());
            return tally;
        } finally {
            now = null;
        }
    }

    private void rotate(Path newest) throws IOException {
        List<Path> good = new ArrayList<>();
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(plan.store().resolve(NAME))) {
            for (Path run : runs) {
                if (RunWriter.isRecording(run) && !run.equals(newest) && !Files.exists(run.resolve(KEPT))) {
                    good.add(run);
                }
            }
        }
        // Their names are times.
        good.sort(null);
        for (Path run : good.subList(0, Math.max(0, good.size() - Math.max(0, plan.keep() - 1)))) {
            RunWriter.delete(run);
        }
    }
}
