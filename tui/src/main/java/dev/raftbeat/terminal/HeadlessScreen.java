package dev.raftbeat.terminal;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldObserver;

/**
 * Records in a cast what a screen of 80 by 24 would show of a world, where there is no terminal: ten pictures a second of
 * the world's own time.
 */
public final class HeadlessScreen implements WorldObserver, AutoCloseable {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final long FRAME_NANOS = 100_000_000L;

    private final World world;
    private final Cast cast;
    private final TerminalOptions options;
    private final Model model;
    private long nextNanos;

    /** Begins to look. The cast has been begun, and is closed with this. */
    public HeadlessScreen(World world, Cast cast, TerminalOptions options) {
        this.world = world;
        this.cast = cast;
        this.options = options;
        model = new Model(world.title(), world.members());
        model.present.on = options.present();
        nextNanos = world.nowNanos();
        world.observe(this);
    }

    @Override
    public synchronized void tell(StampedFact fact) {
        for (; nextNanos <= fact.tNanos(); nextNanos += FRAME_NANOS) {
            draw(nextNanos);
        }
        model.hear(fact);
    }

    private void draw(long nanos) {
        model.settle();
        Canvas picture = ClusterScreen.of(model, COLUMNS, ROWS, nanos);
        if (options.ascii()) {
            picture.toAscii();
        }
        cast.frame(picture, nanos);
        model.picture().leader().ifPresent(leading -> cast.leads(leading, nanos));
    }

    @Override
    public synchronized void startAnew() {
        model.startAnew();
    }

    @Override
    public synchronized void close() {
        long now = Math.max(nextNanos, world.toldNanos());
        draw(now);
        cast.close(now);
    }
}
