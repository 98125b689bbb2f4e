package dev.raftbeat.terminal;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.workers.WorkersKeys;
import dev.raftbeat.screen.workers.WorkersModel;
import dev.raftbeat.screen.workers.WorkersPicture;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The screen of a monitor, until somebody leaves. A thread of its own asks the monitor five times a second, so that one
 * that does not answer holds up neither keys nor pictures.
 */
public final class WorkersApp implements ScreenLoop.Show {
    /** A monitor that can be asked. */
    public interface Source {
        /** @throws IOException in a sentence, when it does not answer */
        MonitorReport ask() throws IOException, InterruptedException;

        /** @throws IOException in a sentence, when this line breaks or mends nothing */
        void fault(String line) throws IOException, InterruptedException;
    }

    private static final long ASK_MILLIS = 200;

    private final Source source;
    private final ScreenLoop loop;
    private final WorkersModel model = new WorkersModel();
    private final Thread asking = ScreenLoop.daemon(this::ask, "asks the monitor");
    private volatile boolean over;

    private WorkersApp(Source source, boolean readOnly, ScreenLoop loop) {
        model.readOnly = readOnly;
        this.source = source;
        this.loop = loop;
    }

    /**
     * Shows a monitor on this process's terminal until somebody leaves. The terminal is as it was before when this
     * returns or throws.
     *
     * @param readOnly whether nothing can be broken from this screen
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(Source source, TerminalOptions options, boolean readOnly) {
        return ScreenLoop.run(options, loop -> {
            WorkersApp app = new WorkersApp(source, readOnly, loop);
            app.asking.start();
            return app;
        });
    }

    private void ask() {
        try {
            while (!over) {
                try {
                    MonitorReport report = source.ask();
                    loop.execute(() -> model.hear(report, System.nanoTime()));
                } catch (IOException silent) {
                    loop.execute(() -> model.miss(String.valueOf(silent.getMessage())));
                }
                TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void fault(String line) {
        try {
            source.fault(line);
            loop.execute(() -> model.say(line));
        } catch (IOException refused) {
            loop.execute(() -> model.say(String.valueOf(refused.getMessage())));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void draw(Painter painter) throws IOException {
        painter.paint((columns, rows) -> WorkersPicture.of(model, columns, rows, System.nanoTime()));
    }

    @Override
    public void press(Key key) {
        carryOut(WorkersKeys.key(model, key));
    }

    @Override
    public void mouse(Mouse mouse) {
        carryOut(WorkersKeys.mouse(model, mouse));
    }

    private void carryOut(List<Request> requests) {
        for (Request request : requests) {
            if (request instanceof Request.Quit quit) {
                loop.leave(quit);
            } else if (request instanceof Request.Apply apply) {
                ScreenLoop.daemon(() -> fault(apply.line()), "breaks something").start();
            } else {
                loop.afresh();
            }
        }
    }

    @Override
    public void paste(String text) {
        WorkersKeys.paste(model, text);
    }

    @Override
    public void close() {
        over = true;
        asking.interrupt();
    }
}
