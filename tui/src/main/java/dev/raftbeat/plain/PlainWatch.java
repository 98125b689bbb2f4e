package dev.raftbeat.plain;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.world.World;
import java.io.PrintWriter;
import java.util.OptionalLong;

/** Tells what happens to a cluster, line by line, until it or the time is over, or nobody reads any more. */
public final class PlainWatch {
    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 4;

    private final World world;
    private final Tale tale;
    private final PrintWriter out;
    private final OptionalLong forNanos;

    public PlainWatch(World world, PrintWriter out, OptionalLong forNanos) {
        this.world = world;
        this.out = out;
        this.forNanos = forNanos;
        tale = new Tale(out, world.members(), world.nowNanos());
    }

    /** Lets it end soon, with its summary. From any thread. */
    public void stop() {
        tale.stop();
    }

    /** Answers the verdict on what was seen. */
    public Verdict watch() throws InterruptedException {
        world.observe(tale);
        long end = System.nanoTime() + forNanos.orElse(FOR_EVER_NANOS);
        while (System.nanoTime() < end && !tale.isCut() && !world.isOver()) {
            tale.await(picture -> world.isOver(), end - System.nanoTime());
        }
        if (world.isOver()) {
            tale.ended(world.nowNanos());
        }
        Summary summary = tale.end(world.nowNanos());
        summary.print(out);
        return summary.verdict();
    }
}
