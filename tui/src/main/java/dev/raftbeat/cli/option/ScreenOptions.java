package dev.raftbeat.cli.option;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.screen.group.GroupModel;
import dev.raftbeat.terminal.Cast;
import dev.raftbeat.terminal.GroupApp;
import dev.raftbeat.terminal.HeadlessScreen;
import dev.raftbeat.terminal.LessonApp;
import dev.raftbeat.terminal.TerminalApp;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.terminal.TerminalOptions;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.terminal.Tty;
import dev.raftbeat.terminal.TwinApp;
import dev.raftbeat.terminal.WorkersApp;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--present",
            description = "For a projector: large parts, strong contrast, and keys that break something ask first.")
    private boolean present;

    @Option(
            names = "--cast",
            paramLabel = "FILE",
            description =
                    "Record what the screen shows in FILE, as asciinema does (asciicast v2); leaders are markers.")
    private Path cast;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Optional<Cast> recording = Optional.empty();
    private Optional<String> word = Optional.empty();

    /** Says something in the status line of the screen of a cluster, until there is something else to say there. */
    public void say(String words) {
        word = Optional.of(words);
    }

    TerminalOptions terminal() {
        return TerminalOptions.of(System.getenv(), ascii, Optional.ofNullable(light), mouse)
                .with(present, Optional.empty());
    }

    /** Whether there is a terminal that a screen can be drawn on. */
    public boolean hasScreen() {
        return Tty.present() && !TerminalOptions.dumb(System.getenv());
    }

    /**
     * Looks whether a cast can be where it is to be, before anybody waits for it.
     *
     * @param shown whether there is a screen, or a picture without one, that it can show
     * @throws UserError when something else is there, or nothing can be shown
     */
    public void checkCast(boolean shown) {
        if (cast == null) {
            return;
        }
        try {
            RegularFile.check(cast, Cast.WHAT);
            if (Files.exists(cast) && !isOurs()) {
                throw UserError.usage(PlainText.path(cast.toString())
                        + " is there already, and is no cast of raftbeat: --cast writes over nothing else");
            }
        } catch (IOException e) {
            throw trouble(e);
        }
        if (!shown) {
            throw UserError.usage("--cast records the screen, and there is none with text lines");
        }
    }

    private boolean isOurs() throws IOException {
        try (InputStream in = RegularFile.stream(cast, Cast.WHAT)) {
            String head = new String(in.readNBytes(Cast.HEAD.length()), StandardCharsets.UTF_8);
            return head.isEmpty() || head.equals(Cast.HEAD);
        }
    }

    private static UserError trouble(IOException e) {
        return UserError.environment(PlainText.path(String.valueOf(e.getMessage())));
    }

    /** A cast that goes on where it was left, as in one lesson after another. */
    private TerminalOptions begun(TerminalOptions options) {
        if (cast == null) {
            return options;
        }
        if (recording.isEmpty()) {
            recording = Optional.of(new Cast(cast, command.name(), options));
        }
        try {
            recording.get().begin();
        } catch (IOException e) {
            throw trouble(e);
        }
        return options.with(present, recording);
    }

    private int show(Function<TerminalOptions, ExitReason> screen) {
        TerminalOptions options = begun(terminal());
        ExitReason reason;
        try {
            reason = screen.apply(options);
        } finally {
            recording.ifPresent(kept -> kept.close(System.nanoTime()));
        }
        return recorded(
                switch (reason) {
                    case QUIT -> ExitCodes.VALID;
                    case INTERRUPTED -> ExitCodes.INTERRUPTED;
                });
    }

    /** A cast that could not be written to its end makes what went well trouble of the machine; the run itself went on. */
    private int recorded(int code) {
        Optional<IOException> trouble = recording.flatMap(Cast::trouble);
        if (trouble.isEmpty()) {
            return code;
        }
        PrintWriter err = command.commandLine().getErr();
        err.println("raftbeat: " + PlainText.path(cast.toString()) + " ends early, for it could not be written on ("
                + PlainText.clean(String.valueOf(trouble.get().getMessage())) + "); the run went on without it");
        err.flush();
        return code == ExitCodes.VALID ? ExitCodes.ENVIRONMENT : code;
    }

    /** What is told in lines and can be recorded all the same. */
    public interface Told {
        int tell() throws InterruptedException;
    }

    /** Records what a screen would show while this is told in lines, where a cast is wanted. */
    public int record(World world, Told told) throws InterruptedException {
        if (cast == null) {
            return told.tell();
        }
        TerminalOptions options = begun(new TerminalOptions(ascii, Boolean.TRUE.equals(light), Colours.RGB, false)
                .with(present, Optional.empty()));
        int code;
        try (HeadlessScreen beside = new HeadlessScreen(world, recording.get(), options)) {
            code = told.tell();
        }
        return recorded(code);
    }

    /** Shows a monitor until somebody leaves, and answers the exit code. */
    public int show(WorkersApp.Source monitor, boolean readOnly) {
        return show(options -> WorkersApp.run(monitor, options, readOnly));
    }

    /** Shows a lesson until somebody leaves, and answers the exit code. */
    public int show(LessonPlayer player, LessonRun run) {
        return show(options -> LessonApp.run(player, run, options));
    }

    /** Shows a small group until somebody leaves, and answers the exit code. */
    public int show(GroupModel group) {
        return show(options -> GroupApp.run(group, options));
    }

    /** Shows twins until somebody leaves, and answers the exit code. */
    public int show(Twins twins) {
        return show(options -> TwinApp.run(twins, options));
    }

    /** Shows a world of the past until somebody leaves, and answers the exit code. */
    public int show(World world) {
        return show(options -> run(world, Rights.BREAKS, options).reason());
    }

    /** Shows a running cluster until somebody leaves, tells then what was seen of it, and answers the exit code. */
    public int show(World world, Rights rights, PrintWriter out) {
        return show(options -> {
            TerminalApp.Ended ended = run(world, rights, options);
            ended.seen().forEach(out::println);
            out.flush();
            return ended.reason();
        });
    }

    private TerminalApp.Ended run(World world, Rights rights, TerminalOptions options) {
        return TerminalApp.run(world, options.saying(word), new ScreenScenarios(), rights);
    }
}
