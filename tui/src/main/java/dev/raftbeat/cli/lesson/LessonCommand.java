package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.WebOption;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.lesson.ClusterRun;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonParser;
import dev.raftbeat.lesson.LessonPlace;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.LessonSyntaxException;
import dev.raftbeat.lesson.Lessons;
import dev.raftbeat.lesson.LiveRun;
import dev.raftbeat.lesson.ScoreFile;
import dev.raftbeat.lesson.SimRun;
import dev.raftbeat.lesson.Stretch;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.plain.PlainLesson;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat lesson}: questions before the run, answers from its facts. */
@Command(
        name = "lesson",
        description = "Take a lesson: a question, your answer, then a run that shows who was right, and why.",
        footer = {
            "",
            "Examples:",
            "  raftbeat lesson              the lessons, how long they take, and your scores",
            "  raftbeat lesson 1            the first one, on the screen",
            "  raftbeat lesson 3 --plain    in lines; answers are read from standard input",
            "  raftbeat lesson 3 --teacher  what to say, what students get wrong, timings",
            "  raftbeat lesson my.lesson    one of your own: docs/LESSONS.md tells how to write it"
        })
public final class LessonCommand implements Callable<Integer> {
    /** As long as a scenario may be: it is text that somebody wrote by hand. */
    private static final int LESSON_BYTES_MAX = 1 << 20;

    /** Where clusters run. */
    enum Where {
        sim,
        local
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "LESSON",
            description = "Number of a lesson, or a lesson file. Without it, the lessons are listed.")
    private String wanted;

    @Option(names = "--plain", description = "Print the story as text lines (for pipes, logs and screen readers).")
    private boolean plain;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed of its clusters (default: that of the lesson, the same for the whole class).")
    private Long seed;

    @Option(
            names = "--on",
            paramLabel = "WORLD",
            defaultValue = "sim",
            description = "sim (virtual time) or local (processes on this machine) (default ${DEFAULT-VALUE}).")
    private Where on;

    @Option(
            names = "--answers",
            split = ",",
            paramLabel = "N",
            description = "Answers, such as 2,1,3, instead of questions. Only with text lines.")
    private List<Integer> given;

    @Option(names = "--teacher", description = "Print the teacher's page, and exit.")
    private boolean teacher;

    @Option(names = "--restart", description = "Begin at the beginning, not where the lesson was left.")
    private boolean restart;

    @Option(
            names = "--score",
            paramLabel = "FILE",
            defaultValue = ".raftbeat/lessons.json",
            description = "File of scores (default ${DEFAULT-VALUE}).")
    private Path scores;

    @Mixin
    private ScreenOptions screen;

    @Mixin
    private WebOption web;

    @Spec
    private CommandSpec spec;

    private final InputStream in;
    private PrintWriter out;
    private int clusters;
    private boolean shown;

    public LessonCommand() {
        this(System.in);
    }

    /** @param in where answers are read from */
    LessonCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws InterruptedException {
        out = spec.commandLine().getOut();
        shown = !plain && given == null && screen.hasScreen();
        screen.checkCast(shown);
        ScoreFile score = scores();
        if (wanted == null) {
            LessonList.print(out, score);
            return ExitCodes.VALID;
        }
        Lesson lesson = lesson();
        if (teacher) {
            Object ignored = new LessonCommands(lesson);
            LessonList.teacher(out, lesson);
            return ExitCodes.VALID;
        }
        LessonPlayer player = new LessonPlayer(lesson);
        try (WebOption.Page page = web.open(out)) {
            int code = take(player, score, page);
            while (code == ExitCodes.VALID && player.leadsOn()) {
                player = new LessonPlayer(player.after().orElseThrow());
                code = take(player, score, page);
            }
            return code;
        }
    }

    /** From where it was left to where it is left, or to its end. */
    private int take(LessonPlayer player, ScoreFile score, WebOption.Page page) throws InterruptedException {
        LessonCommands commands = new LessonCommands(player.lesson());
        try (LessonRun run = new LessonRun(player.lesson(), clusters().andThen(page::follow), commands)) {
            if (!goOn(player, run, score)) {
                return ExitCodes.INTERRUPTED;
            }
            // Who is interrupted while a line is read never comes back from there.
            Thread hook = new Thread(() -> keepAtTheEnd(score, player), "keeps the place");
            Runtime.getRuntime().addShutdownHook(hook);
            int code;
            try {
                code = shown ? screen.show(player, run) : tell(player, run);
            } finally {
                forget(hook);
                keep(score, player);
            }
            return code == ExitCodes.VALID && player.over() && player.undecided() ? ExitCodes.UNKNOWN : code;
        }
    }

    private void keepAtTheEnd(ScoreFile score, LessonPlayer player) {
        try {
            keep(score, player);
        } catch (UserError trouble) {
            spec.commandLine().getErr().println("raftbeat: " + trouble.getMessage());
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It is at work.
            return;
        }
    }

    /** Only the same clusters lead to the same place. */
    private String how() {
        return on + (seed == null ? "" : " seed " + seed);
    }

    /** @return false when it was interrupted on the way there */
    private boolean goOn(LessonPlayer player, LessonRun run, ScoreFile score) throws InterruptedException {
        Optional<LessonPlace> left = given != null || restart
                ? Optional.empty()
                : score.left(player.lesson().name()).filter(place -> place.run().equals(how()));
        if (left.isEmpty()) {
            return true;
        }
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("going on where it was left", 0);
            return work.run(progress -> player.goOn(left.get(), section -> {
                progress.check();
                return run.run(section);
            }));
        }
    }

    private int tell(LessonPlayer player, LessonRun run) throws InterruptedException {
        Lesson lesson = player.lesson();
        out.println("Lesson " + lesson.number() + ": " + lesson.title() + " (" + lesson.minutes() + " minutes)");
        if (player.place() > 1) {
            out.println("It goes on where it was left, at " + player.place() + " of " + player.count()
                    + "; --restart starts over.");
        }
        PlainLesson.Answers answers = given != null
                ? LessonAnswers.of(given)
                : LessonAnswers.read(
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), this::tellAgain);
        new PlainLesson(player, run, answers, out).tell();
        if (player.undecided()) {
            spec.commandLine()
                    .getErr()
                    .println("raftbeat: not every question was decided by its run, so that these do not count");
        }
        return ExitCodes.VALID;
    }

    private void tellAgain(String sentence) {
        out.print(sentence);
        out.flush();
    }

    private Lesson lesson() {
        if (wanted.matches("\\d+")) {
            return Lessons.all().stream()
                    .filter(one -> String.valueOf(one.number()).equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> UserError.usage(
                            "there is no lesson " + PlainText.clean(wanted) + "; raftbeat lesson lists them"));
        }
        try {
            return LessonParser.parse(wanted, RegularFile.text(Path.of(wanted), "a lesson", LESSON_BYTES_MAX));
        } catch (LessonSyntaxException e) {
            throw UserError.usage(e.getMessage());
        } catch (UnusableFileException e) {
            throw UserError.usage(PlainText.path(e.getMessage()));
        } catch (IOException | InvalidPathException e) {
            throw UserError.usage(PlainText.path(wanted) + " cannot be read; a lesson is a number or a file");
        }
    }

    private Function<Stretch, ClusterRun> clusters() {
        OptionalLong chosen = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        return on == Where.sim
                ? stretch -> new SimRun(stretch, chosen)
                : stretch -> new LiveRun(stretch, chosen, this::launch);
    }

    private World launch(WorldSpec wantedSpec) {
        clusters++;
        Path path = OwnedFolder.LESSON.path(clusters);
        return LocalWorld.owning(path, wantedSpec, false, Optional.empty());
    }

    private ScoreFile scores() {
        try {
            ScoreFile read = ScoreFile.read(scores);
            read.damage().ifPresent(sentence -> spec.commandLine().getErr().println("raftbeat: " + sentence));
            return read;
        } catch (IOException e) {
            throw UserError.environment("the scores cannot be read: " + PlainText.clean(e.getMessage()));
        }
    }

    /** A score, where the lesson was gone through to its end and something was answered; else the place. */
    private void keep(ScoreFile score, LessonPlayer player) {
        String lesson = player.lesson().name();
        boolean scored = player.over() && player.answered();
        boolean begun = !player.over() && (player.place() > 1 || player.answered());
        if (given != null && !scored) {
            return;
        }
        try {
            Optional<Path> aside = scored
                    ? score.add(lesson, player.score())
                    : score.leave(lesson, begun ? Optional.of(player.left(how())) : Optional.empty());
            aside.ifPresent(
                    path -> spec.commandLine().getErr().println("raftbeat: the damaged file of scores is now " + path));
            if (scored) {
                out.println(String.format(Locale.ROOT, "%s is written down in %s", player.score(), scores));
            } else if (begun) {
                out.println("left at " + player.place() + " of " + player.count() + "; the same command goes on there");
            }
            out.flush();
        } catch (IOException e) {
            throw UserError.environment("the score cannot be kept: " + PlainText.clean(e.getMessage()));
        }
    }
}
