package dev.raftbeat.terminal;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.twin.TwinModel;
import dev.raftbeat.screen.twin.TwinPicture;
import dev.raftbeat.screen.twin.TwinUpdate;
import dev.raftbeat.twin.Script;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.world.FactInbox;
import dev.raftbeat.world.World.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;

/** Twins on a screen: what the loop that owns it draws and presses. */
final class TwinShow implements AutoCloseable {
    private final Twins twins;
    private final TwinModel model;
    private final FactInbox left = new FactInbox(FactInbox.WHOLE_RUN_MAX);
    private final FactInbox right = new FactInbox(FactInbox.WHOLE_RUN_MAX);

    TwinShow(Twins twins) {
        this.twins = twins;
        model = new TwinModel(twins);
        twins.left().world().observe(left);
        twins.right().world().observe(right);
        twins.time().resume();
    }

    /**
     * Twins of a run, from what was done to it.
     *
     * @throws IllegalArgumentException when no scenario can be made of it
     */
    static TwinShow of(ScriptRecorder.Script done, Fault left, Fault right) {
        try {
            Scenario scenario = ScenarioParser.parse("this run", done.named());
            Trial trial = scenario.trials().get(0);
            Script script = Script.of(scenario, trial, trial.seed().orElseThrow(), left);
            return new TwinShow(new Twins(script, left, right));
        } catch (ScenarioSyntaxException e) {
            throw new IllegalArgumentException("no scenario can be made of this run: " + e.getMessage(), e);
        }
    }

    /** Twins that are on their way to another moment are not drawn. */
    void draw(Painter painter) throws IOException {
        if (!model.travelling()) {
            model.time(TimeView.of(twins.time()));
        }
        takeIn();
        if (!model.travelling()) {
            model.settle();
            painter.paint((width, height) -> TwinPicture.of(model, width, height));
        }
    }

    private void takeIn() {
        take(left, model.left());
        take(right, model.right());
    }

    private static void take(FactInbox queue, TwinModel.Side side) {
        FactInbox.Batch batch = queue.take();
        if (batch.anew()) {
            side.startAnew();
        }
        batch.facts().forEach(side::hear);
    }

    /**
     * Does what a key asks for, as far as it is about time.
     *
     * @param worker for what may take seconds
     * @param loop where its outcome is told
     * @return what is left for the loop to do
     */
    List<Request> press(Key key, Executor worker, Executor loop) {
        takeIn();
        List<Request> all = TwinUpdate.key(model, key);
        for (Request request : all) {
            if (request instanceof Request.Travel ride) {
                worker.execute(() -> {
                    Outcome told = travel(ride.journey());
                    loop.execute(() -> {
                        takeIn();
                        model.arrived(told.done(), told.sentence());
                    });
                });
            }
        }
        return all.stream()
                .filter(request -> !(request instanceof Request.Travel))
                .toList();
    }

    private Outcome travel(TimeCommand journey) {
        try {
            return journey.take(twins.time());
        } catch (RuntimeException failed) {
            return new Outcome(false, String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void close() {
        twins.close();
    }
}
