package dev.raftbeat.terminal;

import com.googlecode.lanterna.terminal.Terminal;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.LessonPlayer.Stage;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.Section;
import dev.raftbeat.lesson.StretchOutcome;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.lesson.LessonModel;
import dev.raftbeat.screen.lesson.LessonPicture;
import dev.raftbeat.screen.lesson.LessonUpdate;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.why.Explanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The terminal UI on a lesson, from its first page until somebody leaves. Clusters, commands and explanations are made
 * by a worker; what it answers to a stage that was left meanwhile is kept, and not shown.
 */
public final class LessonApp implements ScreenLoop.Show {
    private final LessonRun run;
    private final LessonPlayer player;
    private final LessonModel model;
    private final ScreenLoop loop;
    private final LessonStage stage;
    private final ExecutorService worker = ScreenLoop.worker("plays a lesson");
    private boolean busy;

    private LessonApp(LessonPlayer player, LessonRun run, ScreenLoop loop) {
        this.run = run;
        this.player = player;
        this.loop = loop;
        model = new LessonModel(player);
        stage = new LessonStage(model);
        show();
    }

    /**
     * Shows a lesson on this process's terminal until somebody leaves. The terminal is as it was before when this returns
     * or throws; the clusters are not closed.
     *
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(LessonPlayer player, LessonRun run, TerminalOptions options) {
        return ScreenLoop.run(options, loop -> new LessonApp(player, run, loop));
    }

    static ExitReason run(LessonPlayer player, LessonRun run, TerminalOptions options, Terminal terminal)
            throws IOException {
        return ScreenLoop.run(options, terminal, loop -> new LessonApp(player, run, loop));
    }

    @Override
    public void draw(Painter painter) throws IOException {
        stage.tick(System.nanoTime());
        time();
        painter.paint((width, height) -> LessonPicture.of(model, width, height));
        model.cluster().ifPresent(painter::tell);
    }

    private void time() {
        model.time(stage.nowNanos(), busy || stage.isPlaying(), stage.isStopped(), stage.speed());
    }

    @Override
    public void press(Key key) {
        time();
        switch (LessonUpdate.key(model, key)) {
            case SHOW -> show();
            case SKIP -> {
                if (busy || !stage.skip()) {
                    model.say(false, "it has not ended yet");
                }
            }
            case REPLAY -> replay();
            case STOP_OR_GO -> {
                if (!stage.stopOrGo()) {
                    model.say(true, model.cluster().isEmpty() ? "" : "nothing runs; r plays the last run again");
                }
            }
            case SLOWER -> stage.speed(LessonModel.slower(stage.speed()));
            case FASTER -> stage.speed(LessonModel.faster(stage.speed()));
            case EXPLAIN -> model.explainLastElection();
            case REDRAW -> loop.afresh();
            case NEXT_LESSON, QUIT -> loop.leave(new Request.Quit(false));
            case INTERRUPT -> loop.leave(new Request.Quit(true));
            case NOTHING -> {
                // Whatever it changed is in the model.
            }
        }
    }

    private void replay() {
        if (!stage.replay()) {
            model.say(false, "there is no run that could be played again");
        }
    }

    /** Has whatever this stage needs brought up, run or explained. */
    private void show() {
        Stage here = player.stage();
        Section section = player.section();
        busy = here.kind() == Kind.RUN && player.outcome().isEmpty();
        worker.execute(() -> {
            try {
                prepare(here, section);
            } catch (InterruptedException left) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                loop.execute(() -> {
                    busy = false;
                    model.say(false, String.valueOf(failed.getMessage()));
                });
            }
        });
    }

    /** On the worker. */
    private void prepare(Stage here, Section section) throws InterruptedException {
        run.cluster(section).ifPresent(cluster -> {
            int plays = run.playsBefore(section) + (here.kind() == Kind.ANSWER && isPlay(section) ? 1 : 0);
            loop.execute(() -> stage.show(cluster, plays, isNow(here) && here.kind() != Kind.RUN));
        });
        if (here.kind() == Kind.RUN) {
            StretchOutcome outcome = run.run(section);
            int play = isPlay(section) ? run.playsBefore(section) : -1;
            loop.execute(() -> ran(here, play, outcome));
        } else if (section instanceof Section.WhyOf why && here.kind() == Kind.WHY) {
            Optional<Explanation> explained = run.explain(why);
            loop.execute(() -> model.explanation(explained));
        }
    }

    private static boolean isPlay(Section section) {
        return section instanceof Section.Play;
    }

    private boolean isNow(Stage here) {
        return player.stage().equals(here);
    }

    private void ran(Stage here, int play, StretchOutcome outcome) {
        if (isNow(here)) {
            busy = false;
            player.learn(outcome);
            if (play >= 0) {
                stage.play(play);
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
