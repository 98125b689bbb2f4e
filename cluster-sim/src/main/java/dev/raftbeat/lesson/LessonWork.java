package dev.raftbeat.lesson;

import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.scenario.TrialLength;
import java.util.Locale;

/**
 * Adds up what a lesson asks for, and refuses what goes on for ever: a lesson may come from anybody. Bounded is what its
 * clusters can take in their own time, so that every machine refuses the same lessons.
 */
final class LessonWork {
    /** Of all its clusters, recordings and scenarios together: a quarter of an hour. */
    static final int SECONDS_MAX = 900;

    /** Heartbeats or election timeouts one after another, in all of them; each is some dozens of facts in memory. */
    static final int ROUNDS_MAX = 20_000;

    /** Lines in the language of scenarios. Each line that was done looks at every fact that follows. */
    static final int STEPS_MAX = 1_000;

    static final int COMMANDS_MAX = 30;

    private final String file;
    private double seconds;
    private double rounds;
    private int steps;
    private int commands;

    LessonWork(String file) {
        this.file = file;
    }

    /** @param line of the section that holds it */
    void add(int line, Scenario scenario) throws LessonSyntaxException {
        for (Trial trial : scenario.trials()) {
            TrialLength length = TrialLength.of(trial);
            seconds += length.seconds();
            rounds += length.rounds();
            steps += 1 + trial.steps().size();
        }
        require(line, seconds, SECONDS_MAX, "virtual seconds");
        require(line, rounds, ROUNDS_MAX, "heartbeats or election timeouts, one after another");
        require(line, steps, STEPS_MAX, "lines of scenarios");
    }

    /** @param line of its section */
    void addCommand(int line) throws LessonSyntaxException {
        commands++;
        require(line, commands, COMMANDS_MAX, "commands");
    }

    private void require(int line, double found, int most, String what) throws LessonSyntaxException {
        if (found > most) {
            throw new LessonSyntaxException(
                    file,
                    line,
                    String.format(
                            Locale.ROOT,
                            "found %.0f %s up to here, expected at most %d in a lesson",
                            found,
                            what,
                            most));
        }
    }
}
