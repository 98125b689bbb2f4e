package dev.raftbeat.terminal;

import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.twin.Twins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;

/** The terminal UI on twins alone, from the first picture until somebody leaves. */
public final class TwinApp implements ScreenLoop.Show {
    private final ScreenLoop loop;
    private final TwinShow show;
    private final ExecutorService worker = ScreenLoop.worker("travels");

    private TwinApp(Twins twins, ScreenLoop loop) {
        this.loop = loop;
        show = new TwinShow(twins);
    }

    /**
     * Shows twins on this process's terminal until somebody leaves. The terminal is as it was before when this returns or
     * throws; the twins are not closed.
     *
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(Twins twins, TerminalOptions options) {
        return ScreenLoop.run(options, loop -> new TwinApp(twins, loop));
    }

    @Override
    public void draw(Painter painter) throws IOException {
        show.draw(painter);
    }

    @Override
    public void press(Key key) {
        for (Request request : show.press(key, worker, loop)) {
            if (request instanceof Request.Quit quit) {
                loop.leave(quit);
            } else {
                loop.afresh();
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
