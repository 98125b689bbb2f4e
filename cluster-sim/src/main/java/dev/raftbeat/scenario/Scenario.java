package dev.raftbeat.scenario;

import dev.raftbeat.protocol.Pace;
import java.util.List;

/**
 * A scenario as it was written.
 *
 * @param file what its reader called it, for messages and for the command that repeats a run
 * @param text the whole file
 * @param trials one for each {@code cluster} line, at least one
 */
public record Scenario(String file, String text, List<Trial> trials) {
    public Scenario {
        trials = List.copyOf(trials);
    }

    /** The same at another pace: every time that is given in E goes along, those in ms and s do not. */
    public Scenario atPace(Pace pace) {
        return new Scenario(
                file, text, trials.stream().map(trial -> trial.atPace(pace)).toList());
    }

    /** The last part of the file's name, without {@code .scenario}: how recordings of it are called. */
    public String name() {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return last.endsWith(".scenario") ? last.substring(0, last.length() - ".scenario".length()) : last;
    }
}
