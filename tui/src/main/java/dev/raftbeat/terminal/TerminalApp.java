package dev.raftbeat.terminal;

import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.Terminal;
import dev.raftbeat.scenario.Doings;
import dev.raftbeat.screen.Journey;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Model;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.Update;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The terminal UI on a world, from the first picture until somebody leaves.
 *
 * <p>One thread owns the model: it takes keys, facts and outcomes from queues and draws, ten times a second at the most
 * and only what has changed. One thread waits for keys, and one applies lines of the fault language, which may take
 * seconds.
 */
public final class TerminalApp {
    /** Why the UI ended. */
    public enum ExitReason {
        /** Somebody pressed {@code q} or typed {@code :quit}. */
        QUIT,
        /** Ctrl-C, or the terminal is gone. */
        INTERRUPTED
    }

    private static final long FRAME_NANOS = 100_000_000L;

    private final Screen screen;
    private final Painter painter;
    private final ScenarioDesk scenarios;
    private World world;
    private Model model;
    private Optional<TimeTravel> travel;
    private FactQueue facts;
    private Optional<World> opened = Optional.empty();
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> daemon(task, "applies faults"));
    private final ExecutorService player = Executors.newSingleThreadExecutor(task -> daemon(task, "plays scenarios"));
    private Optional<ExitReason> exit = Optional.empty();
    private Optional<TwinShow> twins = Optional.empty();

    private TerminalApp(World world, TerminalOptions options, ScenarioDesk scenarios, Screen screen) {
        this.screen = screen;
        this.scenarios = scenarios;
        this.painter = new Painter(screen, options);
        show(world);
    }

    /** Begins a picture of this world. */
    private void show(World next) {
        world = next;
        model = new Model(world.title(), world.members());
        travel = world.timeTravel();
        facts = new FactQueue(travel.isPresent() ? FactQueue.WHOLE_RUN_MAX : FactQueue.ROUTINE_MAX);
    }

    /**
     * Shows the world on this process's terminal until somebody leaves. The terminal is as it was before when this
     * returns or throws; the world is not closed.
     *
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(World world, TerminalOptions options, ScenarioDesk scenarios) {
        try (Terminal terminal = new BufferedTerminal()) {
            return run(world, options, scenarios, terminal);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ExitReason run(World world, TerminalOptions options, ScenarioDesk scenarios, Terminal terminal)
            throws IOException {
        try (Screen screen = new TerminalScreen(terminal)) {
            screen.startScreen();
            screen.setCursorPosition(null);
            return new TerminalApp(world, options, scenarios, screen).loop();
        }
    }

    private ExitReason loop() throws IOException {
        world.observe(facts);
        takeTime();
        daemon(this::readKeys, "reads keys").start();
        long next = System.nanoTime();
        try {
            while (exit.isEmpty()) {
                draw();
                next = Math.max(next + FRAME_NANOS, System.nanoTime());
                await(next);
            }
        } finally {
            worker.shutdownNow();
            player.shutdownNow();
            opened.ifPresent(World::close);
            twins.ifPresent(TwinShow::close);
        }
        return exit.get();
    }

    /** A world that is on its way to another moment is not drawn: half of a run shows no moment at all. */
    private void draw() throws IOException {
        if (twins.isPresent()) {
            twins.get().draw(painter);
            return;
        }
        takeTime();
        takeIn();
        if (!model.travelling()) {
            model.settle();
            painter.paint(model, nowNanos());
        }
    }

    /** Before the facts are taken in, so that none is missing of the moment that is shown. */
    private void takeTime() {
        if (!model.travelling()) {
            travel.ifPresent(time -> model.time(TimeView.of(time)));
        }
    }

    /** Never asks a world that is on its way, because it answers only when it is there. */
    private long nowNanos() {
        return model.time().map(TimeView::nanos).orElseGet(world::nowNanos);
    }

    private void takeIn() {
        FactQueue.Batch batch = facts.take();
        if (batch.anew()) {
            model.startAnew();
        }
        batch.facts().forEach(model::hear);
        long dropped = facts.takeDropped();
        if (dropped > 0) {
            model.dropped(dropped);
        }
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
        if (twins.isPresent()) {
            pressTwins(twins.get(), key);
            return;
        }
        // What has happened by now comes before the key, so that it acts on what is so and not on what was.
        takeIn();
        for (Request request : Update.key(model, key, nowNanos())) {
            if (request instanceof Request.Apply apply) {
                World here = world;
                Model asked = model;
                worker.execute(() -> tell(asked, apply(here, apply.line())));
            } else if (request instanceof Request.Travel ride) {
                travel.ifPresent(time -> worker.execute(() -> travel(time, ride.journey())));
            } else if (request instanceof Request.Open open) {
                open(open.file());
            } else if (request instanceof Request.Save save) {
                save(save);
            } else if (request instanceof Request.Twins asked) {
                twins(asked);
            } else if (request instanceof Request.Quit quit) {
                exit = Optional.of(quit.interrupted() ? ExitReason.INTERRUPTED : ExitReason.QUIT);
            } else {
                painter.afresh();
            }
        }
    }

    /** Leaving the twins leads back to the run that they were made of. */
    private void pressTwins(TwinShow shown, Key key) {
        for (Request request : shown.press(key, worker, inbox::add)) {
            painter.afresh();
            if (request instanceof Request.Quit quit) {
                shown.close();
                twins = Optional.empty();
                exit = quit.interrupted() ? Optional.of(ExitReason.INTERRUPTED) : exit;
            }
        }
    }

    private void twins(Request.Twins wanted) {
        travel.ifPresent(TimeTravel::pause);
        Doings.Script script = model.script(nowNanos());
        Model asked = model;
        player.execute(() -> {
            try {
                TwinShow made = TwinShow.of(script, wanted.left(), wanted.right());
                inbox.add(() -> {
                    asked.outcome(true, "back from the twins; time is stopped");
                    twins = Optional.of(made);
                    painter.afresh();
                });
            } catch (RuntimeException failed) {
                tell(asked, new World.Outcome(false, String.valueOf(failed.getMessage())));
            }
        });
    }

    private static World.Outcome apply(World world, String line) {
        try {
            return world.apply(line);
        } catch (RuntimeException failed) {
            return new World.Outcome(false, line + ": " + failed.getMessage());
        }
    }

    private void tell(Model asked, World.Outcome outcome) {
        inbox.add(() -> asked.outcome(outcome.done(), outcome.sentence()));
    }

    private void save(Request.Save save) {
        Doings.Script script = model.script(nowNanos());
        Model asked = model;
        boolean simulated = travel.isPresent();
        player.execute(() -> {
            World.Outcome outcome;
            try {
                outcome = scenarios.save(script, simulated, save.file(), save.over());
            } catch (RuntimeException failed) {
                outcome = new World.Outcome(false, save.file() + ": " + failed.getMessage());
            }
            tell(asked, outcome);
        });
    }

    private void open(String file) {
        Model asked = model;
        World here = world;
        player.execute(() -> {
            ScenarioDesk.Opened result;
            try {
                result = scenarios.open(here, file, words -> inbox.add(() -> asked.doing(words)));
            } catch (RuntimeException failed) {
                result = new ScenarioDesk.Opened(Optional.empty(), false, file + ": " + failed.getMessage());
            }
            ScenarioDesk.Opened told = result;
            inbox.add(() -> opened(asked, told));
        });
    }

    private void opened(Model asked, ScenarioDesk.Opened result) {
        if (result.world().isPresent()) {
            travel.ifPresent(TimeTravel::pause);
            opened.ifPresent(World::close);
            opened = result.world();
            show(opened.get());
            world.observe(facts);
            takeTime();
            painter.afresh();
            model.outcome(result.done(), result.sentence());
        } else {
            asked.outcome(result.done(), result.sentence());
        }
    }

    private void travel(TimeTravel time, Journey journey) {
        World.Outcome outcome;
        try {
            outcome = journey.take(time);
        } catch (RuntimeException failed) {
            outcome = new World.Outcome(false, String.valueOf(failed.getMessage()));
        }
        World.Outcome told = outcome;
        inbox.add(() -> arrive(told));
    }

    private void arrive(World.Outcome outcome) {
        takeIn();
        model.arrived(outcome.done(), outcome.sentence());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
