package dev.raftbeat.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.Terminal;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The loop of every screen, from the first picture until somebody leaves. One thread owns what is shown: it draws, ten
 * times a second at the most, and takes keys and outcomes in the order in which they came. Another waits for keys. What
 * may take long is given to a worker, and tells its outcome by {@link #execute}.
 */
final class ScreenLoop implements Executor {
    private static final long FRAME_NANOS = 100_000_000L;

    private final Screen screen;
    private final Painter painter;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private Optional<ExitReason> exit = Optional.empty();

    /** What is shown. All of it is called by the loop's own thread. */
    interface Show extends AutoCloseable {
        /** Draws the next picture, or nothing where there is none to be seen. */
        void draw(Painter painter) throws IOException;

        void press(Key key);

        /** The mouse was used. Where a screen says nothing else, the wheel does what the arrow keys do. */
        default void mouse(Mouse mouse) {
            if (mouse.kind() != Mouse.Kind.CLICK) {
                press(mouse.arrow());
            }
        }

        /** Text was pasted. It is no keys: it goes to the line that is being typed, or nowhere. */
        default void paste(String text) {}

        /** Ends whatever it had others do. */
        @Override
        void close();
    }

    private ScreenLoop(Screen screen, TerminalOptions options) {
        this.screen = screen;
        this.painter = new Painter(screen, options);
    }

    /**
     * Shows it on this process's terminal until somebody leaves. The terminal is as it was before when this returns or
     * throws.
     *
     * @param show made when there is a terminal
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    static ExitReason run(TerminalOptions options, Function<ScreenLoop, Show> show) {
        try (Terminal terminal = new BufferedTerminal(options.mouse())) {
            return run(options, terminal, show);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ExitReason run(TerminalOptions options, Terminal terminal, Function<ScreenLoop, Show> show)
            throws IOException {
        try (Screen screen = new TerminalScreen(terminal)) {
            screen.startScreen();
            screen.setCursorPosition(null);
            ScreenLoop loop = new ScreenLoop(screen, options);
            try (Show shown = show.apply(loop)) {
                return loop.loop(shown);
            }
        }
    }

    private ExitReason loop(Show show) throws IOException {
        daemon(() -> readKeys(show), "reads keys").start();
        long next = System.nanoTime();
        while (exit.isEmpty()) {
            show.draw(painter);
            next = Math.max(next + FRAME_NANOS, System.nanoTime());
            await(next);
        }
        return exit.get();
    }

    /** Handles keys and outcomes as they come until the next frame is due. */
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

    private void readKeys(Show show) {
        boolean open = true;
        while (open) {
            KeyStroke stroke = readStroke();
            if (stroke instanceof PasteInput.Pasted pasted) {
                inbox.add(() -> show.paste(pasted.text()));
            } else if (stroke instanceof PasteInput.Moused moused) {
                moused.mouse().ifPresent(mouse -> inbox.add(() -> show.mouse(mouse)));
            } else {
                Key key = Keys.of(stroke);
                open = key.code() != Key.Code.GONE;
                inbox.add(() -> show.press(key));
            }
        }
    }

    private KeyStroke readStroke() {
        try {
            return screen.readInput();
        } catch (IOException gone) {
            return new KeyStroke(KeyType.EOF);
        }
    }

    /** Has this done by the loop's own thread, soon. May be called from any thread. */
    @Override
    public void execute(Runnable task) {
        inbox.add(task);
    }

    /** Ends the loop. */
    void leave(Request.Quit quit) {
        exit = Optional.of(quit.interrupted() ? ExitReason.INTERRUPTED : ExitReason.QUIT);
    }

    /** The picture as it would be painted. */
    Canvas picture(Painter.Draft draft) {
        return painter.picture(draft);
    }

    /** Draws the next picture whole. */
    void afresh() {
        painter.afresh();
    }

    /** A thread of its own for tasks that may take long, one after another. */
    static ExecutorService worker(String name) {
        return Executors.newSingleThreadExecutor(task -> daemon(task, name));
    }

    /** A thread that keeps no process alive, not started yet. */
    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
