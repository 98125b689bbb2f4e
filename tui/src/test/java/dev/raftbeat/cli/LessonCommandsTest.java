package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lesson.CommandOutput;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lesson may come from anybody: what its commands can do ends at its own folder. */
class LessonCommandsTest {
    private static final String LESSON = """
            lesson 90 Not my own
            minutes 3
            == scenario mine
            cluster 3 seed 4
            run until stable
            ----
            ----
            == recording run
            cluster 3 seed 4
            run 1s
            == command raftbeat %s
            == try
            raftbeat demo
            == teacher
            Say little.
            """;
    private static final int LINE = 11;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    @TempDir
    private Path folder;

    /** Somebody else's scenario and an argument file, and what lies in this folder before anything is run. */
    @BeforeEach
    void plant() throws IOException {
        Files.writeString(home.resolve("x.scenario"), "cluster 3 seed 4\nrun until stable\n----\n----\n");
        Files.writeString(home.resolve("args"), "--rewrite\n");
    }

    private int take(String command) {
        try {
            Path file = home.resolve("evil.lesson");
            Files.writeString(file, LESSON.formatted(command.replace("HOME", home.toString())));
            return Main.run(
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    "lesson",
                    file.toString(),
                    "--plain",
                    "--score",
                    folder.resolve("scores").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, String> everything() throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        for (Path root : List.of(home, Path.of(""))) {
            try (Stream<Path> paths = Files.walk(root.toAbsolutePath(), root == home ? 9 : 1)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    if (!path.endsWith("evil.lesson")) {
                        all.put(path.toString(), root == home ? Files.readString(path) : "");
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run HOME/x.scenario",
                "run HOME/x.scenario --rewrite",
                "run ../x.scenario",
                "run store/../../x.scenario",
                "run store/mine.scenario HOME/x.scenario",
                "run -- HOME/x.scenario",
                "run .",
                "run \"\"",
                "run a\0b",
                "run store/mine.scenario --rewrite",
                "run store/mine.scenario --rewrite=true",
                "run store/mine.scenario \"--rewrite\"",
                "run --rewrite store/mine.scenario",
                "run store/mine.scenario --rew",
                "run store/mine.scenario --record",
                "run store/mine.scenario --record HOME/store",
                "run store/mine.scenario --record=HOME/store",
                "run store/mine.scenario --rec=HOME/store",
                "run store/mine.scenario --seed 1 --record=HOME/store --seed=1",
                "run store/mine.scenario --on local",
                "run store/mine.scenario --on=containers",
                "@HOME/args",
                "run --help",
                "run -h",
                "--version",
                "-h run",
                "why HOME/x.scenario",
                "why HOME/x.scenario last",
                "report HOME",
                "report store/run/latest --out HOME/report",
                "report store/run/latest --out=../report",
                "replay store/run/latest",
                "replay store/run/latest --plain=false",
                "replay store/run/latest --plain --plain=false",
                "replay HOME/x --plain",
                "twins store/mine.scenario --left \"prevote on\" --right \"prevote off\"",
                "twins store/mine.scenario --left \"prevote on\" --right \"prevote off\" --all",
                "twins HOME/x.scenario --left \"prevote on\" --right \"prevote off\" --plain",
                "sweep --seeds 30 --variant never-saves --out HOME/found",
                "sweep --seeds 30 --variant never-saves --out=../found",
                "sweep --seeds 30 --variant never-saves --out=store/../../found",
                "explore --nodes 3 --terms 2 --out HOME/found",
                "hunt --hunt HOME/x.hunt",
                "hunt --hunt=HOME/x.hunt --seed 2 --student you",
                "hunt --hunt=HOME/x.hunt try store/mine.scenario",
                "hunt try store/mine.scenario --hunt HOME/x.hunt",
                "hunt try HOME/x.scenario",
                "hunt give-up --hunt HOME/x.hunt",
                "hunt results HOME/x.hunt",
                "hunt results store/x.hunt HOME/x.hunt",
                "figure election-timeouts --trials 1 --svg HOME/x.svg",
                "detectors --svg HOME/x.svg",
                "detectors --trace HOME/x",
                "topologies --nodes 10 --trials 1 --svg=HOME/x.svg"
            })
    void whatLeadsOutOfItsFolderIsRefusedWhenItIsRead(String command) throws IOException {
        SortedMap<String, String> before = everything();
        assertThat(take(command)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines()).singleElement().asString().contains("evil.lesson:" + LINE + ": ");
        assertThat(out.toString()).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    static Stream<String> others() {
        return Commands.all().stream()
                .map(Commands.Entry::name)
                .filter(name -> !LessonAllowance.names().contains(name));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatStartsProcessesOrChangesClustersIsRefused(String name) {
        assertThat(take(name + " --plain")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("evil.lesson:" + LINE + ": found \"" + name + "\", expected one of run, why, ");
    }

    @Test
    void aRefusalSaysWhatIsAllowed() {
        take("run store/mine.scenario --rewrite");
        assertThat(err.toString())
                .contains(
                        ": found \"--rewrite\", expected for raftbeat run in a lesson one of --seed, --seeds, --pace,");
        take("run store/mine.scenario --rewriting");
        assertThat(err.toString())
                .contains(
                        ": Unknown option: '--rewriting'; in a lesson raftbeat run may have --seed, --seeds, --pace,");
        take("run ../x.scenario");
        assertThat(err.toString())
                .contains(": found \"../x.scenario\", expected a file in the lesson's own folder, such as store/mine");
        take("replay store/run/latest");
        assertThat(err.toString()).contains(": expected --plain with replay");
    }

    @Test
    void theTeachersPageIsRefusedAsWell() throws IOException {
        Path file = Files.writeString(home.resolve("evil.lesson"), LESSON.formatted("up"));
        assertThat(Main.run(
                        new PrintWriter(out, true), new PrintWriter(err, true), "lesson", file.toString(), "--teacher"))
                .isEqualTo(ExitCodes.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run store/mine.scenario",
                "run store/mine.scenario --seeds=2",
                "why store/run/latest",
                "why store/mine.scenario -ojson --cluster=1 last",
                "replay store/run/latest --plain --fork-at 500ms --set \"prevote on\" --apply heal",
                "report store/run/latest",
                "report store/run/latest --out page",
                "twins store/mine.scenario --left \"prevote on\" --right \"prevote off\" --plain",
                "hunt --seed 2 --student \"you and me\"",
                "zoo list",
                "detectors --beats 1000 --detector \"fixed 1s\" --detector \"phi 8\" --svg x.svg",
                "topologies --nodes 10,20 --trials 1 --topology ring --svg=store/x.svg",
                "checklist --nodes 50"
            })
    void whatStaysInItsFolderIsRun(String command) throws IOException {
        SortedMap<String, String> before = everything();
        assertThat(take(command)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("$ raftbeat ").doesNotContain("! raftbeat", "raftbeat-lesson");
        assertThat(err.toString()).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    private CommandOutput run(String... words) throws Exception {
        Lesson lesson = LessonParser.parse("my.lesson", LESSON.formatted("zoo"));
        return new LessonCommands(lesson).run(List.of(words), folder);
    }

    @Test
    void whatACommandWritesByItselfLiesInTheFolder() throws Exception {
        Files.createDirectory(folder.resolve("store"));
        assertThat(run("sweep", "--seeds", "40", "--variant", "never-saves").exitCode())
                .isEqualTo(ExitCodes.VIOLATED);
        assertThat(run("figure", "election-timeouts", "--trials", "1").exitCode())
                .isEqualTo(ExitCodes.VALID);
        assertThat(run("hunt", "--seed", "2").exitCode()).isEqualTo(ExitCodes.VALID);
        assertThat(run("hunt", "--seed", "2").lines())
                .singleElement()
                .asString()
                .contains(folder + "/raftbeat.hunt holds a hunt already");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .contains("election-timeouts.svg", "raftbeat.hunt")
                    .anyMatch(name -> name.matches("store/sweep-\\d+\\.scenario"));
        }
        assertThat(Path.of("election-timeouts.svg")).doesNotExist();
        assertThat(Path.of("raftbeat.hunt")).doesNotExist();
    }

    @Test
    void aLinkThatLeadsOutIsNotFollowed() throws Exception {
        Files.createSymbolicLink(folder.resolve("out"), home);
        Files.createSymbolicLink(folder.resolve("dangling"), home.resolve("new"));
        for (String[] words : List.of(
                new String[] {"hunt", "--hunt", "out/x.hunt"},
                new String[] {"hunt", "--hunt", "dangling"},
                new String[] {"run", "out/x.scenario"},
                new String[] {"hunt", "--hunt", "out"})) {
            CommandOutput refused = run(words);
            assertThat(refused.exitCode()).as(String.join(" ", words)).isEqualTo(ExitCodes.USAGE);
            assertThat(refused.lines()).singleElement().asString().contains("not a link that leads out of it");
        }
        assertThat(home.resolve("new")).doesNotExist();
        assertThat(home.resolve("x.hunt")).doesNotExist();
        assertThat(Files.exists(folder.resolve("dangling"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void wordsAreRunAsTheyWereChecked() {
        assertThat(new LessonCommandLine(
                                List.of("topologies", "--nodes", "10,20", "--topology=ring", "--topology", "swim"))
                        .in(folder))
                .containsExactly("topologies", "--nodes=10,20", "--topology=ring", "--topology=swim", "--");
        assertThat(new LessonCommandLine(List.of("why", "-ojson", "store/a/latest", "election", "3")).in(folder))
                .containsExactly("why", "--output=json", "--", folder + "/store/a/latest", "election", "3");
        assertThat(new LessonCommandLine(List.of("replay", "a", "--plain")).in(folder))
                .containsExactly("replay", "--plain=true", "--", folder + "/a");
        assertThatThrownBy(() -> new LessonCommandLine(List.of("zoo", "a", "b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileOfArgumentsIsNotReadInTheirPlace() throws IOException {
        SortedMap<String, String> before = everything();
        assertThat(take("run store/mine.scenario @HOME/args")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("args cannot be read", "ended with exit code 2");
        assertThat(everything()).isEqualTo(before);
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "zoo", "@" + home.resolve("args")))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("there is no \"@" + home.resolve("args"));
    }

    /** Neither has the language of scenarios, nor a hunt, a word that writes: only what the user asked for is there. */
    @Test
    void aScenarioAndAHuntWriteNothing() throws IOException {
        Path scenario = Files.writeString(folder.resolve("x.scenario"), """
                cluster 3 seed 4
                run until stable
                stall disk n1
                crash leader during save
                wipe n2
                set pace class
                restart dead
                heal
                run 1s
                ----
                nothing of the kind
                ----
                """);
        String file = scenario.toString();
        String hunt = folder.resolve("x.hunt").toString();
        Hostile.run(List.of("hunt", "--seed", "1", "--hunt", hunt));
        SortedMap<String, String> before = everything();
        String text = Files.readString(scenario);
        Hostile.run(List.of("run", file));
        Hostile.run(List.of("run", file, "--seeds", "2"));
        Hostile.run(List.of("why", file));
        Hostile.run(List.of("twins", file, "--left", "prevote on", "--right", "prevote off", "--plain"));
        Hostile.run(List.of("hunt", "try", file, "--hunt", hunt));
        Hostile.run(List.of("hunt", "give-up", "--hunt", hunt));
        assertThat(everything()).isEqualTo(before);
        assertThat(scenario).hasContent(text);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(scenario, Path.of(hunt));
        }
    }

    /** The text of a lesson, its bytes included, is what somebody else wrote. */
    @Test
    void aLessonInOtherBytesIsOneSentence() throws IOException {
        Path file = Files.write(home.resolve("bytes.lesson"), "lesson 9 \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "lesson", file.toString()))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines()).hasSize(1);
    }
}
