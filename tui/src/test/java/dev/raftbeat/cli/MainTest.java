package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a user and a script see of the command, whatever the subcommand. */
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    static Stream<String> names() {
        return Commands.all().stream().map(Commands.Entry::name);
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void theVersionNamesTheJavaInUse() {
        assertThat(run("--version")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).startsWith("raftbeat ").contains("Java " + Runtime.version());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpNamesEveryCommandThatIsNotHidden() {
        assertThat(run("--help")).isEqualTo(ExitCodes.VALID);
        assertThat(names().filter(name -> !name.equals(TrainCommand.NAME)))
                .allSatisfy(name -> assertThat(out.toString()).contains("  " + name + " "));
        assertThat(out.toString()).doesNotContain(TrainCommand.NAME);
    }

    @Test
    void nothingAskedIsAnsweredByUsageOnStandardError() {
        assertThat(run()).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("Usage: raftbeat");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandHasHelp(String name) {
        assertThat(run(name, "--help")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).startsWith("Usage: raftbeat " + name);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void thePaceThatIsTakenWhereNoneIsAskedForIsToldByHelp() {
        for (String name : List.of("demo", "up", "nemesis")) {
            assertThat(run(name, "--help")).isEqualTo(ExitCodes.VALID);
            assertThat(words())
                    .contains("Default: class for demo, containers for nemesis --on containers, lan for all else");
        }
        assertThat(run("run", "--help")).isEqualTo(ExitCodes.VALID);
        assertThat(words()).contains("default: what the cluster line of the file says, lan where it says nothing");
    }

    private String words() {
        return out.toString().replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandIsListedUnderItsOwnName(String name) {
        Callable<Integer> command = Commands.find(name).orElseThrow().make().get();
        Command said = command.getClass().getAnnotation(Command.class);
        assertThat(said.name()).isEqualTo(name);
        assertThat(String.join(" ", said.description())).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "complexion, raftbeat has no command \"complexion\" (did you mean \"completion\"?); \"raftbeat --help\" lists them",
        "dmeo, raftbeat has no command \"dmeo\" (did you mean \"demo\"?); \"raftbeat --help\" lists them",
        "demp --nodes 3, raftbeat has no command \"demp\" (did you mean \"demo\"?); \"raftbeat --help\" lists them",
        "lessn, raftbeat has no command \"lessn\" (did you mean \"lesson\"?); \"raftbeat --help\" lists them",
        "statsu, raftbeat has no command \"statsu\" (did you mean \"status\"?); \"raftbeat --help\" lists them",
        "xyz, raftbeat has no command \"xyz\"; \"raftbeat --help\" lists them",
        "hunt tyr, raftbeat hunt has no command \"tyr\" (did you mean \"try\"?); \"raftbeat hunt --help\" lists them",
        "demo --ndoes=3, raftbeat demo has no option \"--ndoes\" (did you mean \"--nodes\"?); \"raftbeat demo --help\" lists them",
        "completion --loud, raftbeat completion has no option \"--loud\"; \"raftbeat completion --help\" lists them"
    })
    void anUnknownWordIsOneSentenceWithAGuess(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).isEqualTo("raftbeat: " + sentence + System.lineSeparator());
    }

    @Test
    void completionKnowsEveryCommandThatIsNotHidden() {
        assertThat(run("completion", "zsh")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).startsWith("#!/").contains("bashcompinit", "complete -F _complete_raftbeat");
        assertThat(out.toString()).doesNotContain(TrainCommand.NAME);
        assertThat(run("completion", "tcsh")).isEqualTo(ExitCodes.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run FILE",
                "why FILE",
                "replay FILE",
                "report FILE",
                "lesson FILE",
                "detectors --trace FILE",
                "twins FILE --left=prevote_on --right=prevote_off"
            })
    void aPathThatIsNotFoundIsToldWhole(String line) {
        String path = directory
                .resolve("a-folder-of-a-long-name/".repeat(12) + "two  blanks.scenario")
                .toString();
        String[] args = line.split(" ");
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].replace("FILE", path).replace('_', ' ');
        }
        assertThat(run(args)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(path).hasLineCount(1);
    }

    @Test
    void troubleIsOneSentenceWithItsExitCode() {
        int code = Main.withHandlers(new CommandLine(new Failing(UserError.environment("port 7001 is in use"))))
                .setErr(new PrintWriter(err, true))
                .execute();
        assertThat(code).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString()).isEqualTo("raftbeat: port 7001 is in use" + System.lineSeparator());
    }

    @Test
    void troubleIsNeverASuccess() {
        assertThatThrownBy(() -> new UserError(ExitCodes.VALID, "fine")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptIsNoDefect() {
        int code = Main.withHandlers(new CommandLine(new Failing(new InterruptedException())))
                .setErr(new PrintWriter(err, true))
                .execute();
        assertThat(code).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aDefectIsOneSentenceAndATraceInAFile() throws Exception {
        int code = new CrashHandler(directory.resolve("here"), directory.resolve("there"))
                .tell(new PrintWriter(err), new IllegalStateException("two\nlines"));
        assertThat(code).isEqualTo(ExitCodes.ENVIRONMENT);
        Path file = only(directory.resolve("here"));
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("IllegalStateException: two;", file.toString());
        assertThat(Files.readString(file)).contains("java.lang.IllegalStateException: two", "at dev.raftbeat.cli");
    }

    @Test
    void aDefectIsToldWhereNothingCanBeWritten() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        int code = new CrashHandler(file, file).tell(new PrintWriter(err), new StackOverflowError());
        assertThat(code).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString()).contains("StackOverflowError;", "could not be written");
        new CrashHandler(file, directory.resolve("there")).tell(new PrintWriter(err), new StackOverflowError());
        assertThat(only(directory.resolve("there"))).exists();
    }

    private static Path only(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return List.copyOf(files.toList()).get(0);
        }
    }

    /** A command that throws what it was given. */
    @Command(name = "failing")
    private record Failing(Exception thrown) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw thrown;
        }
    }
}
