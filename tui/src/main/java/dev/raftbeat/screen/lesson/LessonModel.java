package dev.raftbeat.screen.lesson;

import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.Section;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.Speed;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Status;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.screen.cluster.WhyKeys;
import dev.raftbeat.why.Explanation;
import java.util.Optional;

/** Everything that the picture of a lesson shows: where somebody is in it, and the cluster beside it. */
public final class LessonModel {
    /** What the keys mean at the moment. */
    enum Mode {
        PICTURE,
        HELP,
        WHY,
        WHOLE
    }

    private static final int STRIP_COLUMNS = 50;

    /** In how much real time one election timeout can be followed. */
    private static final double EYE_NANOS = 3e9;

    private static final double LONGEST_NANOS = 30e9;

    final LessonPlayer player;
    Mode mode = Mode.PICTURE;
    int top;
    final CutTexts cut = new CutTexts();
    Status status = new Status(Tone.QUIET, "");
    private Optional<Model> cluster = Optional.empty();
    private Optional<Explanation> explanation = Optional.empty();
    private boolean running;
    private boolean stopped;
    private double speed;
    private long nowNanos;
    private boolean simulated = true;

    public LessonModel(LessonPlayer player) {
        this.player = player;
        if (player.place() > 1) {
            say(true, "going on where it was left; Bksp goes back, --restart starts over");
        }
    }

    public LessonPlayer player() {
        return player;
    }

    /** Another cluster is shown from now on. */
    public void cluster(Model shown) {
        cluster = Optional.of(shown);
    }

    public Optional<Model> cluster() {
        return cluster;
    }

    /** Whether its time is simulated, so that it can be stopped and played once more. */
    public void simulated(boolean is) {
        simulated = is;
    }

    boolean simulated() {
        return simulated;
    }

    /**
     * The time of the cluster; call it once a frame.
     *
     * @param running whether it goes on, or a command has not ended yet
     * @param stopped whether it stands although there is more to be seen
     * @param speed virtual seconds in a second of real time
     */
    public void time(long nanos, boolean running, boolean stopped, double speed) {
        this.nowNanos = nanos;
        this.running = running;
        this.stopped = stopped;
        this.speed = speed;
    }

    long nowNanos() {
        return nowNanos;
    }

    public boolean running() {
        return running;
    }

    boolean stopped() {
        return stopped;
    }

    double speed() {
        return speed;
    }

    /** Why the last election of the run came about. */
    public void explanation(Optional<Explanation> chain) {
        explanation = chain;
    }

    Optional<Explanation> explanation() {
        return explanation;
    }

    /** Whether the chain of causes is shown: by its stage, or because somebody asked. */
    boolean why() {
        return mode == Mode.WHY || player.stage().kind() == Kind.WHY;
    }

    /** Whether this stage is about what a command prints, and needs all the room. */
    boolean isCommand() {
        Kind kind = player.stage().kind();
        return (kind == Kind.RUN || kind == Kind.ANSWER) && player.section() instanceof Section.Command;
    }

    /** Why the last election came about that has been seen. */
    public void explainLastElection() {
        explanation = cluster.flatMap(WhyKeys::lastElection);
    }

    /** The longest election timeout of any node, in nanoseconds; that of the pace {@code lan} before any was told. */
    public long electionNanos() {
        return cluster.stream()
                .flatMap(shown -> shown.picture().nodes().values().stream())
                .flatMap(node -> node.settings().stream())
                .mapToLong(Settings::electionNanosMax)
                .max()
                .orElse(Pace.LAN.settings().electionNanosMax());
    }

    /** Lets the strip of leaders show a stretch of time of this length. */
    public void fit(long nanos) {
        int zoom = 0;
        while (zoom < Zoom.USUAL && Zoom.columnNanos(zoom) * STRIP_COLUMNS < nanos) {
            zoom++;
        }
        int chosen = zoom;
        cluster.ifPresent(shown -> shown.strip.zoom = chosen);
    }

    /** The speed at which a stretch of time can be followed by the eye, and is over within half a minute. */
    public static double speedFor(long electionNanos, long nanos) {
        double speed = Speed.slower(1.5 * electionNanos / EYE_NANOS);
        while (nanos / speed > LONGEST_NANOS) {
            speed = Speed.faster(speed);
        }
        return speed;
    }

    public static double slower(double speed) {
        return Speed.slower(speed);
    }

    public static double faster(double speed) {
        return Speed.faster(speed);
    }

    /** Something to be told in the status line. */
    public void say(boolean done, String sentence) {
        status = new Status(done ? Tone.QUIET : Tone.FAILED, sentence);
    }
}
