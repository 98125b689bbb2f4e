package dev.raftbeat.lesson;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.BorrowedWorld;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A stretch in virtual time: all of it is played when this is made, and can be watched afterwards. */
public final class SimRun implements ClusterRun {
    private final Stretch stretch;
    private final List<StampedFact> facts = new ArrayList<>();
    private final PlayNotes notes;
    private final List<Mark> begins = new ArrayList<>();
    private final List<Mark> ends = new ArrayList<>();
    private final SimWorld shown;
    private final Mark end;
    private int told;

    /**
     * Where a play begins or ends.
     *
     * @param facts how many have been told to whoever listens to the runner
     */
    private record Mark(Moment moment, int facts) {}

    /** @param seed of the cluster, in place of the lesson's own */
    public SimRun(Stretch stretch, OptionalLong seed) {
        this.stretch = stretch;
        notes = new PlayNotes(stretch);
        SimWorld[] made = new SimWorld[1];
        ScenarioRunner runner = new ScenarioRunner("sim", spec -> {
            made[0] = new SimWorld(SimOptions.of(spec));
            return new BorrowedWorld(made[0]);
        });
        Object ignored = runner.run(stretch.scenario(), seed, stretch.seed(), new ScenarioRunner.Listener() {
            @Override
            public FactSink begins(Scenario scenario, Trial trial, int number, long chosen) {
                return facts::add;
            }

            @Override
            public void doing(ScenarioStep step) {
                note(step.line(), new Mark(made[0].position(), facts.size()));
            }

            @Override
            public void found(Finding finding) {
                notes.note(finding);
            }
        });
        end = new Mark(made[0].position(), facts.size());
        shown = made[0].again();
        made[0].close();
        while (ends.size() < stretch.plays().size()) {
            begins.add(end);
            ends.add(end);
        }
    }

    private void note(int line, Mark here) {
        for (Stretch.Mark mark : stretch.plays()) {
            if (line == mark.from()) {
                begins.add(here);
            } else if (line == mark.until()) {
                ends.add(here);
            }
        }
    }

    @Override
    public Played play(int play) {
        told = Math.max(told, ends.get(play).facts());
        return new Played(begins.get(play).facts(), ends.get(play).facts(), notes.outcome(play));
    }

    /** Where time stands after so many plays: where the first begins, or where the last of them ended. */
    public Moment rest(int plays) {
        return plays == 0
                ? (begins.isEmpty() ? end : begins.get(0)).moment()
                : ends.get(plays - 1).moment();
    }

    /** When a play begins. */
    public Moment begin(int play) {
        return begins.get(play).moment();
    }

    /** Invariants that were broken, in sentences. */
    public List<String> broken() {
        return notes.broken();
    }

    @Override
    public World world() {
        return shown;
    }

    @Override
    public List<StampedFact> facts() {
        return List.copyOf(facts.subList(0, told));
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {
        shown.close();
    }
}
