package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lesson.CommandOutput;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.Section;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** Runs the commands of a lesson in this process: those that {@link LessonAllowance} lists. */
final class LessonCommands implements LessonRun.Commands {
    /** @throws UserError when the lesson wants a command that it may not have, with the line where it stands */
    LessonCommands(Lesson lesson) {
        for (Section section : lesson.sections()) {
            if (section instanceof Section.Command command) {
                require(lesson, command);
            }
        }
    }

    private static void require(Lesson lesson, Section.Command command) {
        try {
            Object ignored = new LessonCommandLine(command.words());
        } catch (IllegalArgumentException e) {
            throw UserError.usage(lesson.file() + ":" + command.line() + ": " + e.getMessage());
        }
    }

    @Override
    public CommandOutput run(List<String> words, Path folder) {
        String[] args;
        try {
            args = new LessonCommandLine(words).in(folder);
        } catch (IllegalArgumentException e) {
            return new CommandOutput(ExitCodes.USAGE, List.of(String.valueOf(e.getMessage())));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        // What goes to standard error while all is well is how far it has come.
        boolean refused = code == ExitCodes.USAGE || code == ExitCodes.ENVIRONMENT;
        return new CommandOutput(
                code, (refused ? out.toString() + err : out.toString()).lines().toList());
    }
}
