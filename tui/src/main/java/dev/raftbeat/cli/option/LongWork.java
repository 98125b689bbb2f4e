package dev.raftbeat.cli.option;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.terminal.Tty;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.world.WorldException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The work of a command that may take longer than two seconds. From then on standard error says how far it has come: on a
 * terminal in one line that is written over each second, elsewhere in a line every ten seconds. Ctrl-C ends the work
 * early; the command then tells what was found so far, marks it as partial, and answers 130.
 */
public final class LongWork implements AutoCloseable {
    private static final long FIRST_MILLIS = 2_000;
    private static final long TERMINAL_MILLIS = 1_000;
    private static final long LINES_MILLIS = 10_000;
    private static final int WIDTH = 79;
    private static final String CLEAR_LINE = "\r\u001B[K";

    /** How long the work may take to end, and its command to tell what was found. */
    private static final long FAREWELL_SECONDS = 20;

    private final Progress progress = new Progress();
    private final CountDownLatch told = new CountDownLatch(1);
    private final PrintWriter out;
    private final PrintWriter err;
    private final BooleanSupplier terminal;
    private final Thread hook = new Thread(this::stopAndWait, "end");
    private final Thread teller = new Thread(this::tell, "progress");
    private final Object line = new Object();
    private final long began = System.nanoTime();
    private boolean shown;
    private boolean closed;
    private volatile boolean overLine;

    /** That of the command, which must not have begun to work. */
    public LongWork(CommandSpec spec) {
        this(spec.commandLine().getOut(), spec.commandLine().getErr(), Tty::atStandardError);
        Runtime.getRuntime().addShutdownHook(hook);
        teller.setDaemon(true);
        teller.start();
    }

    /** That of a command whose output itself shows how it goes on. */
    public static LongWork told(CommandSpec spec) {
        LongWork work =
                new LongWork(spec.commandLine().getOut(), spec.commandLine().getErr(), () -> false);
        Runtime.getRuntime().addShutdownHook(work.hook);
        return work;
    }

    /** Without a thread that tells, and without a signal that ends it. */
    LongWork(PrintWriter out, PrintWriter err, BooleanSupplier terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        if (out instanceof CleanWriter clean) {
            clean.before(this::clear);
        }
    }

    /** Where the work says how far it has come. */
    public Progress progress() {
        return progress;
    }

    /** Work that may be stopped, and may have to wait. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run(Progress progress) throws E, InterruptedException;
    }

    /**
     * Does the work, to its end or until it is stopped. What it has found by then the caller keeps.
     *
     * @return whether it came to its end
     */
    public <E extends Exception> boolean run(Work<E> work) throws E, InterruptedException {
        try {
            work.run(progress);
            return !progress.isStopped();
        } catch (StoppedException stopped) {
            return false;
        } catch (WorldException gone) {
            // The same signal ends the processes of a cluster.
            if (progress.isStopped()) {
                return false;
            }
            throw gone;
        }
    }

    /** Why the result is partial; empty when the work came to its end. */
    public Optional<String> partial() {
        return progress.isStopped()
                ? Optional.of("interrupted" + (progress.total() > 0 ? ", " + ProgressText.share(progress) : ""))
                : Optional.empty();
    }

    /** Prints the mark of a partial result; answers the exit code, or 130 when it was interrupted. */
    public int exit(int code) {
        return exit(code, out);
    }

    /** The same for a result that is no text: it bears its mark as {@code partial}, and people read it here. */
    public int exitAfter(Map<String, Object> json, int code) {
        partial().ifPresent(why -> json.put("partial", why));
        out.print(StrictJson.STANDARD.pretty(json));
        return exitAfter(code);
    }

    /** The same after a result that cannot bear its mark: only people read it. */
    public int exitAfter(int code) {
        return exit(code, err);
    }

    private int exit(int code, PrintWriter to) {
        partial().ifPresent(why -> to.println("partial: " + why));
        to.flush();
        out.flush();
        return progress.isStopped() ? ExitCodes.INTERRUPTED : code;
    }

    private void stopAndWait() {
        synchronized (line) {
            // The terminal shows what was pressed where the line stood.
            shown = overLine;
        }
        progress.stop();
        try {
            told.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            if (told.await(FIRST_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            // Whoever runs a command within this process reads what it says, and is told nothing else.
            boolean watched = err instanceof CleanWriter clean && clean.isStandardError();
            boolean over = watched && terminal.getAsBoolean();
            overLine = over;
            do {
                if (watched) {
                    show(over);
                }
                if (out.checkError()) {
                    // Nobody would learn what is found.
                    progress.stop();
                }
            } while (!told.await(over ? TERMINAL_MILLIS : LINES_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param over whether the line is to be written over by the next one, and by what the command prints */
    void show(boolean over) {
        synchronized (line) {
            if (closed) {
                return;
            }
            String text = ProgressText.line(progress, System.nanoTime() - began);
            if (over) {
                // Escapes are cleaned away from all that is printed; these are ours.
                PrintWriter raw = CleanWriter.forOurOwn(err);
                raw.print(CLEAR_LINE + text.substring(0, Math.min(WIDTH, text.length())));
                raw.flush();
                shown = true;
            } else {
                err.println(text);
                err.flush();
            }
        }
    }

    private void clear() {
        synchronized (line) {
            if (shown) {
                PrintWriter raw = CleanWriter.forOurOwn(err);
                raw.print(CLEAR_LINE);
                raw.flush();
                shown = false;
            }
        }
    }

    /** Everything has been told. */
    @Override
    public void close() {
        synchronized (line) {
            closed = true;
            clear();
        }
        if (out instanceof CleanWriter clean) {
            clean.before(() -> {});
        }
        out.flush();
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is at work, and waits for this.
        }
    }
}
