package dev.raftbeat.terminal;

import com.googlecode.lanterna.terminal.Terminal;
import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.screen.cluster.MouseClicks;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.world.FactInbox;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The terminal UI on a world, from the first picture until somebody leaves.
 *
 * <p>One worker applies lines of the fault language and travels through time, one plays scenarios; both may take
 * seconds.
 */
public final class TerminalApp implements ScreenLoop.Show {
    /** Why the UI ended. */
    public enum ExitReason {
        /** Somebody pressed {@code q} or typed {@code :quit}. */
        QUIT,
        /** Ctrl-C, or the terminal is gone. */
        INTERRUPTED
    }

    /** How the UI ended, and what was seen of the cluster, in lines. */
    public record Ended(ExitReason reason, List<String> seen) {
        public Ended {
            seen = List.copyOf(seen);
        }
    }

    private final ScreenLoop loop;
    private final ScenarioDesk scenarios;
    private final Rights rights;
    private final TerminalOptions options;
    private List<String> seen = List.of();
    private World world;
    private Model model;
    private Optional<TimeTravel> travel;
    private FactInbox facts;
    private Optional<World> opened = Optional.empty();
    /** Asked for while time is on its way to another moment. */
    private Optional<Request.Shot> later = Optional.empty();

    private final ExecutorService worker = ScreenLoop.worker("applies faults");
    private final ExecutorService player = ScreenLoop.worker("plays scenarios");
    private Optional<TwinShow> twins = Optional.empty();

    private TerminalApp(World world, TerminalOptions options, ScenarioDesk scenarios, Rights rights, ScreenLoop loop) {
        this.rights = rights;
        this.options = options;
        this.scenarios = scenarios;
        this.loop = loop;
        show(world);
        world.observe(facts);
        takeTime();
    }

    /** Begins a picture of this world. */
    private void show(World next) {
        world = next;
        model = new Model(world.title() + (rights == Rights.LOOKS ? ", read-only" : ""), world.members());
        model.rights = rights;
        model.present.on = options.present();
        options.word().ifPresent(words -> model.say(Tone.QUIET, words));
        travel = world.timeTravel();
        facts = FactInbox.of(world);
    }

    /**
     * Shows the world on this process's terminal until somebody leaves. The terminal is as it was before when this
     * returns or throws; the world is not closed.
     *
     * @param rights of its user; who owns the cluster is asked before leaving ends it
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static Ended run(World world, TerminalOptions options, ScenarioDesk scenarios, Rights rights) {
        TerminalApp[] app = new TerminalApp[1];
        ExitReason reason =
                ScreenLoop.run(options, loop -> app[0] = new TerminalApp(world, options, scenarios, rights, loop));
        return new Ended(reason, app[0].seen);
    }

    static Ended run(World world, TerminalOptions options, ScenarioDesk scenarios, Rights rights, Terminal terminal)
            throws IOException {
        TerminalApp[] app = new TerminalApp[1];
        ExitReason reason = ScreenLoop.run(
                options, terminal, loop -> app[0] = new TerminalApp(world, options, scenarios, rights, loop));
        return new Ended(reason, app[0].seen);
    }

    @Override
    public void close() {
        if (!model.travelling()) {
            takeIn();
            seen = model.seen(nowNanos());
        }
        worker.shutdownNow();
        player.shutdownNow();
        opened.ifPresent(World::close);
        twins.ifPresent(TwinShow::close);
    }

    /** A world that is on its way to another moment is not drawn: half of a run shows no moment at all. */
    @Override
    public void draw(Painter painter) throws IOException {
        if (twins.isPresent()) {
            twins.get().draw(painter);
            return;
        }
        takeTime();
        // Asked before the last facts are taken in: none may come after the end.
        boolean over = world.isOver();
        takeIn();
        if (over) {
            model.ended();
        }
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
        FactInbox.Batch batch = facts.take();
        if (batch.anew()) {
            model.startAnew();
        }
        batch.facts().forEach(model::hear);
        long dropped = facts.takeDropped();
        if (dropped > 0) {
            model.dropped(dropped);
        }
    }

    @Override
    public void press(Key key) {
        if (twins.isPresent()) {
            pressTwins(twins.get(), key);
            return;
        }
        // What has happened by now comes before the key, so that it acts on what is so and not on what was.
        takeIn();
        carryOut(Update.key(model, key, nowNanos()));
    }

    private void carryOut(List<Request> requests) {
        for (Request request : requests) {
            if (request instanceof Request.Apply apply) {
                World here = world;
                Model asked = model;
                worker.execute(() ->
                        tell(asked, attempt(apply.line() + ": ", () -> TypedLines.apply(here::apply, apply.line()))));
            } else if (request instanceof Request.Travel ride) {
                Model asked = model;
                travel.ifPresent(time -> worker.execute(() -> {
                    World.Outcome told = attempt("", () -> ride.journey().take(time));
                    loop.execute(() -> arrive(asked, told));
                }));
            } else if (request instanceof Request.Open open) {
                open(open.file());
            } else if (request instanceof Request.Complete begun) {
                complete(begun.path());
            } else if (request instanceof Request.Save save) {
                save(save);
            } else if (request instanceof Request.Shot shot) {
                shoot(shot);
            } else if (request instanceof Request.Twins asked) {
                twins(asked);
            } else if (request instanceof Request.Quit quit) {
                loop.leave(quit);
            } else {
                loop.afresh();
            }
        }
    }

    @Override
    public void mouse(Mouse mouse) {
        if (twins.isPresent()) {
            ScreenLoop.Show.super.mouse(mouse);
            return;
        }
        takeIn();
        carryOut(MouseClicks.mouse(model, mouse, nowNanos()));
    }

    @Override
    public void paste(String text) {
        if (twins.isEmpty()) {
            Update.paste(model, text);
        }
    }

    /** Leaving the twins leads back to the run that they were made of. */
    private void pressTwins(TwinShow shown, Key key) {
        for (Request request : shown.press(key, worker, loop)) {
            loop.afresh();
            if (request instanceof Request.Quit quit) {
                shown.close();
                twins = Optional.empty();
                if (quit.interrupted()) {
                    loop.leave(quit);
                }
            }
        }
    }

    private void twins(Request.Twins wanted) {
        travel.ifPresent(TimeTravel::pause);
        ScriptRecorder.Script script = model.script(nowNanos());
        Model asked = model;
        player.execute(() -> {
            try {
                TwinShow made = TwinShow.of(script, wanted.left(), wanted.right());
                loop.execute(() -> {
                    asked.outcome(true, "back from the twins; time is stopped");
                    twins = Optional.of(made);
                    loop.afresh();
                });
            } catch (RuntimeException failed) {
                tell(asked, new World.Outcome(false, String.valueOf(failed.getMessage())));
            }
        });
    }

    /** What fails is told like what is refused. */
    private static World.Outcome attempt(String what, Supplier<World.Outcome> work) {
        try {
            return work.get();
        } catch (RuntimeException failed) {
            return new World.Outcome(false, what + failed.getMessage());
        }
    }

    private void tell(Model asked, World.Outcome outcome) {
        loop.execute(() -> asked.outcome(outcome.done(), outcome.sentence()));
    }

    private void complete(String begun) {
        Model asked = model;
        Runnable look = () -> {
            List<String> found = scenarios.complete(begun);
            loop.execute(() -> asked.completed(begun, found));
        };
        // Not behind a scenario that is being played.
        ScreenLoop.daemon(look, "completes a path").start();
    }

    private void save(Request.Save save) {
        ScriptRecorder.Script script = model.script(nowNanos());
        Model asked = model;
        boolean simulated = travel.isPresent();
        player.execute(() -> tell(
                asked, attempt(save.file() + ": ", () -> scenarios.save(script, simulated, save.file(), save.over()))));
    }

    /** The picture is that of this very moment; only the writing is done elsewhere, and not behind a scenario. */
    private void shoot(Request.Shot wanted) {
        if (model.travelling()) {
            later = Optional.of(wanted);
            return;
        }
        takeTime();
        takeIn();
        model.settle();
        long now = nowNanos();
        Canvas picture = loop.picture((columns, rows) -> ClusterScreen.of(model, columns, rows, now));
        Shot shot = Shot.of(model, picture, now, world.knownSeed(), options.light());
        Model asked = model;
        Runnable write = () -> {
            World.Outcome told = attempt("", () -> scenarios.keep(shot, wanted.file(), wanted.over()));
            loop.execute(() -> asked.say(told.done() ? Tone.DONE : Tone.FAILED, told.sentence()));
        };
        ScreenLoop.daemon(write, "writes a picture").start();
    }

    private void open(String file) {
        Model asked = model;
        World here = world;
        player.execute(() -> {
            ScenarioDesk.Opened result;
            try {
                result = scenarios.open(here, file, words -> loop.execute(() -> asked.doing(words)));
            } catch (RuntimeException failed) {
                result = new ScenarioDesk.Opened(Optional.empty(), false, file + ": " + failed.getMessage());
            }
            ScenarioDesk.Opened told = result;
            loop.execute(() -> opened(asked, told));
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
            loop.afresh();
            model.outcome(result.done(), result.sentence());
        } else {
            asked.outcome(result.done(), result.sentence());
        }
    }

    /** A journey through a world that is no longer shown says nothing about the one that is. */
    private void arrive(Model asked, World.Outcome outcome) {
        if (asked == model) {
            takeIn();
        }
        asked.arrived(outcome.done(), outcome.sentence());
        Optional<Request.Shot> due = later;
        later = Optional.empty();
        due.ifPresent(this::shoot);
    }
}
