package dev.raftbeat.terminal;

import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.Terminal;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.twin.Twins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The terminal UI on twins alone, from the first picture until somebody leaves. */
public final class TwinApp {
    private static final long FRAME_NANOS = 100_000_000L;

    private final Screen screen;
    private final Painter painter;
    private final TwinShow show;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> daemon(task, "travels"));
    private Optional<ExitReason> exit = Optional.empty();

    private TwinApp(Twins twins, TerminalOptions options, Screen screen) {
        this.screen = screen;
        painter = new Painter(screen, options);
        show = new TwinShow(twins);
    }

    /**
     * Shows twins on this process's terminal until somebody leaves. The terminal is as it was before when this returns or
     * throws; the twins are not closed.
     *
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(Twins twins, TerminalOptions options) {
        try (Terminal terminal = new BufferedTerminal()) {
            return run(twins, options, terminal);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ExitReason run(Twins twins, TerminalOptions options, Terminal terminal) throws IOException {
        try (Screen screen = new TerminalScreen(terminal)) {
            screen.startScreen();
            screen.setCursorPosition(null);
            return new TwinApp(twins, options, screen).loop();
        }
    }

    private ExitReason loop() throws IOException {
        daemon(this::readKeys, "reads keys").start();
        long next = System.nanoTime();
        try {
            while (exit.isEmpty()) {
                show.draw(painter);
                next = Math.max(next + FRAME_NANOS, System.nanoTime());
                await(next);
            }
        } finally {
            worker.shutdownNow();
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
        for (Request request : show.press(key, worker, inbox::add)) {
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
        return thread;
    }
}
