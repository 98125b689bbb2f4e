package dev.raftbeat.terminal;

import dev.raftbeat.lesson.ClusterRun;
import dev.raftbeat.lesson.SimRun;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.lesson.LessonModel;
import dev.raftbeat.world.FactInbox;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import java.util.Optional;

/**
 * The cluster beside a lesson: what of it is shown, and how far its time may go. Simulated time is moved from frame to
 * frame and never beyond the end of what is to be seen; real time goes its own way.
 */
final class LessonStage {
    private final LessonModel model;
    private Optional<ClusterRun> shown = Optional.empty();
    private FactInbox facts = new FactInbox(FactInbox.WHOLE_RUN_MAX);
    private boolean playing;
    private double speed = 0.1;
    private Moment from = Moment.START;
    private Moment until = Moment.START;
    private long realNanos;
    private double virtualNanos;

    LessonStage(LessonModel model) {
        this.model = model;
    }

    private Optional<TimeTravel> travel() {
        return shown.flatMap(run -> run.world().timeTravel());
    }

    private Optional<SimRun> simulated() {
        return shown.filter(SimRun.class::isInstance).map(SimRun.class::cast);
    }

    /**
     * Shows a cluster as it is after so many plays; one that comes up is watched while it does.
     *
     * @param settle whether time has to be there, and not only the cluster
     */
    void show(ClusterRun run, int plays, boolean settle) {
        boolean fresh = shown.isEmpty() || shown.get() != run;
        if (fresh && run.ended()) {
            return;
        }
        if (fresh) {
            shown = Optional.of(run);
            World world = run.world();
            model.cluster(new Model(world.title(), world.members()));
            model.simulated(world.timeTravel().isPresent());
            facts = FactInbox.of(world);
            world.observe(facts);
        }
        if (settle) {
            simulated().ifPresent(sim -> rest(sim, plays));
        }
    }

    private void rest(SimRun sim, int plays) {
        Moment rest = sim.rest(plays);
        Moment here = sim.world().timeTravel().orElseThrow().position();
        if (here.facts() >= rest.facts() && !playing) {
            return;
        }
        if (plays == 0) {
            play(Moment.START, rest, here);
        } else {
            playing = false;
            from = sim.begin(plays - 1);
            until = rest;
            jump(rest);
        }
    }

    /** Plays one play from its beginning. */
    void play(int play) {
        simulated().ifPresent(sim -> {
            Moment begin = sim.begin(play);
            play(begin, sim.rest(play + 1), begin);
        });
    }

    /** The last stretch of time once more. */
    boolean replay() {
        if (simulated().isEmpty() || until.nanos() <= from.nanos()) {
            return false;
        }
        play(from, until, from);
        return true;
    }

    private void play(Moment begin, Moment end, Moment here) {
        boolean other = !begin.equals(from) || !end.equals(until);
        from = begin;
        until = end;
        long nanos = end.nanos() - begin.nanos();
        model.fit(nanos);
        if (other) {
            speed = LessonModel.speedFor(model.electionNanos(), nanos);
        }
        jump(here);
        resume();
    }

    private void resume() {
        playing = true;
        realNanos = System.nanoTime();
        virtualNanos = nowNanos();
    }

    /** To the end of what is to be seen; false where time cannot be hurried. */
    boolean skip() {
        if (simulated().isEmpty()) {
            return false;
        }
        playing = false;
        jump(until);
        return true;
    }

    /** Stops, or goes on; false when there is nothing that could. */
    boolean stopOrGo() {
        if (playing) {
            playing = false;
            return true;
        }
        boolean more = isStopped();
        if (more) {
            resume();
        }
        return more;
    }

    /** Whether time stands although there is more to be seen. */
    boolean isStopped() {
        return !playing && simulated().isPresent() && nowNanos() < until.nanos();
    }

    boolean isPlaying() {
        return playing;
    }

    double speed() {
        return speed;
    }

    void speed(double next) {
        speed = Double.isInfinite(next) ? speed : next;
        if (playing) {
            resume();
        }
    }

    private void jump(Moment moment) {
        travel().ifPresent(time -> time.jump(moment));
    }

    long nowNanos() {
        return shown.map(run -> run.world().nowNanos()).orElse(0L);
    }

    /** Moves time on to this moment of real time, and takes in what was told meanwhile. */
    void tick(long nowNanos) {
        if (shown.isEmpty()) {
            return;
        }
        if (playing) {
            long wanted = (long) (virtualNanos + (nowNanos - realNanos) * speed);
            playing = wanted < until.nanos();
            if (playing) {
                travel().ifPresent(time -> time.jump(wanted));
            } else {
                // What is done next is done at this very time, and does not belong here.
                jump(until);
            }
        }
        Model cluster = model.cluster().orElseThrow();
        travel().ifPresent(time -> cluster.time(
                new TimeView(time.source(), time.seed(), time.position(), playing, speed, time.inFlight())));
        FactInbox.Batch batch = facts.take();
        if (batch.anew()) {
            cluster.startAnew();
        }
        batch.facts().forEach(cluster::hear);
        cluster.settle();
    }
}
