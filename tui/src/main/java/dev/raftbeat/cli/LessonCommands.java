package dev.raftbeat.cli;

import dev.raftbeat.lesson.CommandOutput;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.Section;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Runs the commands of a lesson in this process: those that print something and end, and bring up no cluster. */
final class LessonCommands implements LessonRun.Commands {
    private static final List<String> ALLOWED = List.of(
            "run",
            "why",
            "replay",
            "report",
            "twins",
            "sweep",
            "explore",
            "zoo",
            "hunt",
            "figure",
            "detectors",
            "topologies",
            "checklist");

    /** They would open a screen of their own. */
    private static final List<String> SCREENS = List.of("replay", "twins");

    /** @throws Trouble when the lesson wants a command that it may not have */
    LessonCommands(Lesson lesson) {
        for (Section section : lesson.sections()) {
            if (section instanceof Section.Command command) {
                require(lesson, command);
            }
        }
    }

    private static void require(Lesson lesson, Section.Command command) {
        String name = command.words().get(0);
        String where = lesson.file() + ":" + command.line() + ": ";
        if (!ALLOWED.contains(name)) {
            throw Trouble.usage(where + "found \"" + name + "\", expected one of " + String.join(", ", ALLOWED));
        }
        if (SCREENS.contains(name) && !command.words().contains("--plain")) {
            throw Trouble.usage(where + "expected --plain with " + name);
        }
    }

    @Override
    public CommandOutput run(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        // What goes to standard error while all is well is how far it has come.
        boolean refused = code == ExitCodes.USAGE || code == ExitCodes.ENVIRONMENT;
        return new CommandOutput(
                code, (refused ? out.toString() + err : out.toString()).lines().toList());
    }
}
