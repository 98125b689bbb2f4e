package dev.raftbeat.terminal;

import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.Terminal;
import dev.raftbeat.detect.MonitorReport;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.WorkersKeys;
import dev.raftbeat.screen.WorkersModel;
import dev.raftbeat.screen.WorkersPicture;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The screen of a monitor, until somebody leaves. One thread owns the model and draws, at most ten times a second; one
 * waits for keys, and one asks the monitor five times a second, so that one that does not answer holds up neither.
 */
public final class WorkersApp {
    /** A monitor that can be asked. */
    public interface Source {
        /** @throws IOException in a sentence, when it does not answer */
        MonitorReport ask() throws IOException, InterruptedException;
    }

    private static final long FRAME_NANOS = 100_000_000L;
    private static final long ASK_MILLIS = 200;

    private final Source source;
    private final Screen screen;
    private final Painter painter;
    private final WorkersModel model = new WorkersModel();
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private volatile Optional<ExitReason> exit = Optional.empty();

    private WorkersApp(Source source, TerminalOptions options, Screen screen) {
        this.source = source;
        this.screen = screen;
        this.painter = new Painter(screen, options);
    }

    /**
     * Shows a monitor on this process's terminal until somebody leaves. The terminal is as it was before when this
     * returns or throws.
     *
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(Source source, TerminalOptions options) {
        try (Terminal terminal = new BufferedTerminal()) {
            return run(source, options, terminal);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ExitReason run(Source source, TerminalOptions options, Terminal terminal) throws IOException {
        try (Screen screen = new TerminalScreen(terminal)) {
            screen.startScreen();
            screen.setCursorPosition(null);
            return new WorkersApp(source, options, screen).loop();
        }
    }

    private ExitReason loop() throws IOException {
        daemon(this::readKeys, "reads keys");
        Thread asking = daemon(this::ask, "asks the monitor");
        long next = System.nanoTime();
        try {
            while (exit.isEmpty()) {
                painter.paint((columns, rows) -> WorkersPicture.of(model, columns, rows, System.nanoTime()));
                next = Math.max(next + FRAME_NANOS, System.nanoTime());
                await(next);
            }
        } finally {
            asking.interrupt();
        }
        return exit.get();
    }

    private void await(long untilNanos) {
        try {
            long left = untilNanos - System.nanoTime();
            while (exit.isEmpty() && left > 0) {
                Runnable task = inbox.poll(left, TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                }
                left = untilNanos - System.nanoTime();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            exit = Optional.of(ExitReason.INTERRUPTED);
        }
    }

    private void ask() {
        try {
            while (exit.isEmpty()) {
                try {
                    MonitorReport report = source.ask();
                    inbox.add(() -> model.hear(report, System.nanoTime()));
                } catch (IOException silent) {
                    inbox.add(() -> model.miss(String.valueOf(silent.getMessage())));
                }
                TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void readKeys() {
        boolean open = true;
        while (open) {
            Key key = readKey();
            open = key.code() != Key.Code.GONE;
            inbox.add(() -> press(key));
        }
    }

    private Key readKey() {
        try {
            return Keys.of(screen.readInput());
        } catch (IOException gone) {
            return Key.of(Key.Code.GONE);
        }
    }

    private void press(Key key) {
        for (Request request : WorkersKeys.key(model, key)) {
            if (request instanceof Request.Quit quit) {
                exit = Optional.of(quit.interrupted() ? ExitReason.INTERRUPTED : ExitReason.QUIT);
            } else {
                painter.afresh();
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
