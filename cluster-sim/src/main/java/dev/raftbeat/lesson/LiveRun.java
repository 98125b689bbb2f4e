package dev.raftbeat.lesson;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.world.BorrowedWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A stretch on processes that really run. A thread of its own plays the scenario and waits before each play until that
 * play is asked for, however long somebody reads; the cluster goes on meanwhile.
 */
public final class LiveRun implements ClusterRun {
    private final Stretch stretch;
    private final World world;
    private final Thread thread;
    private final PlayNotes notes;
    private final List<StampedFact> facts = new ArrayList<>();
    private final Map<Integer, Played> played = new TreeMap<>();
    private int allowed = -1;
    private int beganFact;
    private int endedFact;
    private boolean over;
    private String failure = "";

    /**
     * @param seed of the cluster, in place of the lesson's own
     * @param launch brings it up
     */
    public LiveRun(Stretch stretch, OptionalLong seed, Function<WorldSpec, World> launch) {
        this.stretch = stretch;
        notes = new PlayNotes(stretch);
        Trial trial = stretch.scenario().trials().get(0);
        world = launch.apply(new WorldSpec(trial.nodes(), trial.settings(), seed.orElse(stretch.seed())));
        thread = new Thread(() -> run(seed), "plays a lesson");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(OptionalLong seed) {
        try {
            Object ignored = new ScenarioRunner("local", spec -> new BorrowedWorld(world))
                    .run(stretch.scenario(), seed, stretch.seed(), new Noting());
        } catch (WorldException ended) {
            failed(String.valueOf(ended.getMessage()));
        } finally {
            finished();
        }
    }

    private synchronized void failed(String why) {
        failure = why;
    }

    /** Whoever still waits for a play gets what there is of it. */
    private synchronized void finished() {
        over = true;
        for (int i = 0; i < stretch.plays().size(); i++) {
            played.putIfAbsent(i, new Played(endedFact, endedFact, notes.outcome(i)));
        }
        notifyAll();
    }

    /** Hears what the runner does, on its thread. */
    private final class Noting implements ScenarioRunner.Listener {
        @Override
        public FactSink begins(Scenario scenario, Trial trial, int number, long chosen) {
            return LiveRun.this::hear;
        }

        @Override
        public void doing(ScenarioStep step) {
            for (int i = 0; i < stretch.plays().size(); i++) {
                if (step.line() == stretch.plays().get(i).from()) {
                    await(i);
                } else if (step.line() == stretch.plays().get(i).until()) {
                    playEnded();
                }
            }
        }

        @Override
        public void found(Finding finding) {
            noted(finding);
        }
    }

    private synchronized void hear(StampedFact fact) {
        facts.add(fact);
    }

    private synchronized void await(int play) {
        try {
            while (allowed < play) {
                wait();
            }
            beganFact = facts.size();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new WorldException("interrupted", closed);
        }
    }

    private synchronized void playEnded() {
        endedFact = facts.size();
    }

    private synchronized void noted(Finding finding) {
        notes.note(finding);
        for (int i = 0; i < stretch.plays().size(); i++) {
            Stretch.Mark mark = stretch.plays().get(i);
            if (finding.line() == mark.until() + mark.choices()) {
                played.put(i, new Played(beganFact, endedFact, notes.outcome(i)));
                notifyAll();
            }
        }
    }

    @Override
    public synchronized Played play(int play) throws InterruptedException {
        allowed = Math.max(allowed, play);
        notifyAll();
        while (!played.containsKey(play)) {
            wait();
        }
        if (!failure.isEmpty() && over) {
            throw new WorldException(failure);
        }
        return played.get(play);
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public synchronized List<StampedFact> facts() {
        return List.copyOf(facts);
    }

    @Override
    public synchronized boolean ended() {
        return over;
    }

    @Override
    public void close() {
        thread.interrupt();
        world.close();
    }
}
