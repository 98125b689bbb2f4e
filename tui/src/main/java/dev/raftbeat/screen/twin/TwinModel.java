package dev.raftbeat.screen.twin;

import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Status;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.twin.Divergence;
import dev.raftbeat.twin.MeterTable;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.world.TimeStep;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that the picture of twins shows: a model of each, the time of both, and where they part. */
public final class TwinModel {
    /** What the keys mean at the moment. */
    enum Mode {
        PICTURE,
        HELP,
        WHY,
        WHOLE
    }

    /** One of the two. */
    public static final class Side {
        final String setting;
        final Model model;
        private FlapMeter meter = MeterTable.meter();

        private Side(Twins.Twin twin, OptionalLong partingNanos) {
            setting = twin.setting();
            model = new Model(twin.world().title(), twin.world().members());
            model.strip.parting = partingNanos;
        }

        /** Takes in a fact. */
        public void hear(StampedFact fact) {
            model.hear(fact);
            meter.hear(fact);
        }

        /** Forgets every fact: those of the whole run follow. */
        public void startAnew() {
            model.startAnew();
            meter = MeterTable.meter();
        }
    }

    final Side left;
    final Side right;
    final Optional<Divergence> parting;
    /** Why they part. */
    final Optional<Explanation> why;
    /** What is explained while that is shown. */
    Optional<Explanation> shown = Optional.empty();

    final String partingLeft;
    final String partingRight;
    final long endNanos;
    Mode mode = Mode.PICTURE;
    TimeStep step = TimeStep.NOTABLE;
    boolean onRight;
    int top;
    final CutTexts cut = new CutTexts();
    Status status = new Status(Tone.QUIET, "");
    private Optional<TimeView> time = Optional.empty();
    private int journeys;

    public TwinModel(Twins twins) {
        parting = twins.parting();
        OptionalLong at = parting.map(one -> OptionalLong.of(one.tNanos())).orElse(OptionalLong.empty());
        left = new Side(twins.left(), at);
        right = new Side(twins.right(), at);
        why = twins.why();
        partingLeft = twins.left().next(parting.flatMap(Divergence::left));
        partingRight = twins.right().next(parting.flatMap(Divergence::right));
        endNanos = twins.script().endNanos();
    }

    public Side left() {
        return left;
    }

    public Side right() {
        return right;
    }

    /** The time of both; call it once a frame, before the facts. */
    public void time(TimeView now) {
        time = Optional.of(now);
        left.model.time(now);
        right.model.time(now);
    }

    long nanos() {
        return time.map(TimeView::nanos).orElse(0L);
    }

    Optional<TimeView> time() {
        return time;
    }

    /** Draws conclusions from what was heard; call it once a frame, after the facts. */
    public void settle() {
        left.model.settle();
        right.model.settle();
    }

    /** Whether they are on their way to another moment. */
    public boolean travelling() {
        return journeys > 0;
    }

    void depart() {
        journeys++;
    }

    /** The journey that {@link Request.Travel} asked for is over, and its facts have been heard. */
    public void arrived(boolean done, String sentence) {
        journeys = Math.max(0, journeys - 1);
        status = new Status(done ? Tone.QUIET : Tone.FAILED, sentence);
    }

    /** The side whose feed the keys move. */
    Model chosen() {
        return onRight ? right.model : left.model;
    }

    List<MeterTable.Row> meters() {
        return MeterTable.of(left.meter, right.meter, nanos());
    }
}
