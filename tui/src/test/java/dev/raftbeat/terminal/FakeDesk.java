package dev.raftbeat.terminal;

import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.world.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Opens what it is given, and remembers what it was asked. */
final class FakeDesk implements ScenarioDesk {
    final BlockingQueue<Opened> opens = new LinkedBlockingQueue<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Shot> kept = new CopyOnWriteArrayList<>();
    volatile ScriptRecorder.Script saved;

    @Override
    public Opened open(World shown, String file, Consumer<String> progress) {
        asked.add("open " + file);
        try {
            return opens.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> complete(String begun) {
        return List.of(begun + "one.scenario");
    }

    @Override
    public World.Outcome save(ScriptRecorder.Script script, boolean simulated, String file, boolean over) {
        saved = script;
        return new World.Outcome(true, "wrote " + (over ? "over " : "") + file);
    }

    @Override
    public World.Outcome keep(Shot shot, Optional<String> file, boolean over) {
        kept.add(shot);
        return new World.Outcome(true, "kept " + file.orElse("raftbeat-1.svg"));
    }
}
