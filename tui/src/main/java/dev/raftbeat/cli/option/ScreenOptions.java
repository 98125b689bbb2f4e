package dev.raftbeat.cli.option;

import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.screen.group.GroupModel;
import dev.raftbeat.terminal.GroupApp;
import dev.raftbeat.terminal.LessonApp;
import dev.raftbeat.terminal.TerminalApp;
import dev.raftbeat.terminal.TerminalOptions;
import dev.raftbeat.terminal.Tty;
import dev.raftbeat.terminal.TwinApp;
import dev.raftbeat.terminal.WorkersApp;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.world.World;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that shows the terminal UI. */
public final class ScreenOptions {

    @Option(names = "--ascii", description = "Draw with ASCII characters only.")
    private boolean ascii;

    @Option(names = "--light", negatable = true, description = "Use colours for a light background.")
    private Boolean light;

    @Option(
            names = "--mouse",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Click and scroll with the mouse (the default); text is then selected with Shift held."
                    + " --no-mouse leaves the mouse to the terminal.")
    private boolean mouse;

    private Optional<String> word = Optional.empty();

    /** Says something in the status line of the screen of a cluster, until there is something else to say there. */
    public void say(String words) {
        word = Optional.of(words);
    }

    TerminalOptions terminal() {
        return TerminalOptions.of(System.getenv(), ascii, Optional.ofNullable(light), mouse);
    }

    /** Whether there is a terminal that a screen can be drawn on. */
    public boolean hasScreen() {
        return Tty.present() && !TerminalOptions.dumb(System.getenv());
    }

    /** Shows a monitor until somebody leaves, and answers the exit code. */
    public int show(WorkersApp.Source monitor) {
        return code(WorkersApp.run(monitor, terminal()));
    }

    /** Shows a lesson until somebody leaves, and answers the exit code. */
    public int show(LessonPlayer player, LessonRun run) {
        return code(LessonApp.run(player, run, terminal()));
    }

    /** Shows a small group until somebody leaves, and answers the exit code. */
    public int show(GroupModel group) {
        return code(GroupApp.run(group, terminal()));
    }

    /** Shows twins until somebody leaves, and answers the exit code. */
    public int show(Twins twins) {
        return code(TwinApp.run(twins, terminal()));
    }

    /** Shows a world of the past until somebody leaves, and answers the exit code. */
    public int show(World world) {
        return code(run(world, false).reason());
    }

    /**
     * Shows a running cluster until somebody leaves, tells then what was seen of it, and answers the exit code.
     *
     * @param endsCluster whether the caller ends the cluster then
     */
    public int show(World world, boolean endsCluster, PrintWriter out) {
        TerminalApp.Ended ended = run(world, endsCluster);
        ended.seen().forEach(out::println);
        out.flush();
        return code(ended.reason());
    }

    private TerminalApp.Ended run(World world, boolean endsCluster) {
        return TerminalApp.run(world, terminal(), new ScreenScenarios(), endsCluster, word);
    }

    private static int code(TerminalApp.ExitReason reason) {
        return switch (reason) {
            case QUIT -> ExitCodes.VALID;
            case INTERRUPTED -> ExitCodes.INTERRUPTED;
        };
    }
}
