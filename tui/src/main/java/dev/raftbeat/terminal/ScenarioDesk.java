package dev.raftbeat.terminal;

import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the screen has scenario files played and written, and pictures of it kept. What is asked of it may take long: never by the loop itself. */
public interface ScenarioDesk {
    /**
     * What became of a file that was to be opened.
     *
     * @param world the one to be shown from now on, the screen's to close; empty when it is the same as before
     * @param done whether the file was played
     * @param sentence how it went, or what is wrong with the file; fit to be shown
     */
    record Opened(Optional<World> world, boolean done, String sentence) {}

    /**
     * Plays a scenario: in a world of its own where time is simulated, else on the cluster that is shown.
     *
     * @param shown the world on the screen
     * @param file its path; behind a blank may follow which of its clusters, from 1
     * @param progress told now and then what is being done, in a few words
     */
    Opened open(World shown, String file, Consumer<String> progress);

    /**
     * Files and folders whose path begins so, each as a path that is written like it; a folder ends with a slash.
     *
     * @param begun may end in the middle of a name
     */
    List<String> complete(String begun);

    /**
     * Writes a scenario file.
     *
     * @param simulated whether the same run comes of it, which is then looked into
     * @param over whether a file that is there already may be lost
     */
    World.Outcome save(ScriptRecorder.Script script, boolean simulated, String file, boolean over);

    /**
     * Keeps a picture of the screen.
     *
     * @param file its path, which tells by its end what is written; empty for a free name
     * @param over whether a file that is there already may be lost
     */
    World.Outcome keep(Shot shot, Optional<String> file, boolean over);
}
