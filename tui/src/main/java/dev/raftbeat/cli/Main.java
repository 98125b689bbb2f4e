package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.fault.SpellingSuggestion;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.world.WorldException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code raftbeat} command. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with one of {@link ExitCodes}. */
    public static void main(String[] args) {
        inOneLocale();
        StandardOutput out = StandardOutput.ofProcess();
        // Nodes and stores print their facts there.
        System.setOut(out.stream());
        CleanWriter err = CleanWriter.standardError();
        // Halted, not exited: the thread may be one that the exit itself waits for. What it started, the guardian ends.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, defect) -> Runtime.getRuntime().halt(new CrashHandler().tell(err, defect)));
        System.exit(run(out, err, args));
    }

    /** What is printed is read by programs too: with the same digits and points in every country. */
    static void inOneLocale() {
        Locale.setDefault(Locale.ROOT);
    }

    /** As {@link #run(PrintWriter, PrintWriter, String...)}; what could not be written makes it a failure. */
    public static int run(StandardOutput out, PrintWriter err, String... args) {
        PrintWriter writer = out.writer();
        int code = run(writer, err, args);
        writer.flush();
        return out.end(code, err);
    }

    /** Runs one command without ending the process; all that it says is cleaned. Throws nothing. */
    public static int run(PrintWriter rawOut, PrintWriter rawErr, String... args) {
        CleanWriter out = CleanWriter.over(rawOut);
        CleanWriter err = CleanWriter.over(rawErr);
        try {
            WorkingFolder.require(Path.of("").toAbsolutePath(), Path.of("."));
            return commandFor(args).setOut(out).setErr(err).execute(args);
        } catch (UserError trouble) {
            return tell(err, trouble);
        } catch (Throwable defect) {
            return new CrashHandler().tell(err, defect);
        }
    }

    /** The whole command with every subcommand: for help, for completion and for words that it does not know. */
    public static CommandLine everyCommand() {
        CommandLine root = root();
        Commands.all().forEach(entry -> add(root, entry));
        return root;
    }

    /** The command with the subcommand that is asked for, or with all of them where it is not known. */
    public static CommandLine commandFor(String... args) {
        Optional<Commands.Entry> asked = args.length == 0 ? Optional.empty() : Commands.find(args[0]);
        if (asked.isEmpty()) {
            return withHandlers(everyCommand());
        }
        CommandLine root = root();
        add(root, asked.get());
        return withHandlers(root);
    }

    private static CommandLine root() {
        // A word is what it is, also where it begins with @: no file is read in its place.
        CommandLine root = new CommandLine(new RootCommand()).setExpandAtFiles(false);
        root.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version, and the Java it runs on.")
                        .build());
        return withHelp(root);
    }

    private static void add(CommandLine root, Commands.Entry entry) {
        root.addSubcommand(entry.name(), withHelp(new CommandLine(entry.make().get())));
    }

    private static CommandLine withHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build());
        Numbers.readBy(command);
        command.getSubcommands().values().forEach(Main::withHelp);
        return command;
    }

    public static CommandLine withHandlers(CommandLine root) {
        return root.setUsageHelpAutoWidth(true)
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler((refused, args) -> tell(refused))
                .setExecutionExceptionHandler((thrown, command, parsed) -> tell(command.getErr(), thrown));
    }

    /** Help is all our own text, and has a style on a terminal. */
    private static int execute(ParseResult parsed) {
        parsed.asCommandLineList().stream()
                .filter(CommandLine::isUsageHelpRequested)
                .forEach(command -> command.setOut(CleanWriter.forOurOwn(command.getOut())));
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int tell(ParameterException refused) {
        CommandLine command = refused.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<String> ours = sentence(refused).or(() -> unknownWord(refused));
        err.println("raftbeat: " + ours.orElse(refused.getMessage()));
        if (ours.isPresent()) {
            err.flush();
            return ExitCodes.USAGE;
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCodes.USAGE;
    }

    /** A word that is no command, or no option, with a guess at what was meant. */
    private static Optional<String> unknownWord(ParameterException refused) {
        if (!(refused instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        CommandSpec command = refused.getCommandLine().getCommandSpec();
        String word = unmatched.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        if (!option && command.subcommands().isEmpty()) {
            return Optional.empty();
        }
        List<String> known = option
                ? List.copyOf(command.optionsMap().keySet())
                : command.subcommands().entrySet().stream()
                        .filter(one ->
                                !one.getValue().getCommandSpec().usageMessage().hidden())
                        .map(Map.Entry::getKey)
                        .toList();
        String typed = option ? word.replaceFirst("=.*", "") : word;
        String what = option ? " has no option \"" : " has no command \"";
        return Optional.of(command.qualifiedName() + what + typed + "\"" + SpellingSuggestion.hint(typed, known)
                + "; \"" + command.qualifiedName() + " --help\" lists them");
    }

    /** What a converter of ours says, such as {@link TypedTime}: of its option, or as it stands. */
    private static Optional<String> sentence(ParameterException refused) {
        String said = refused.getCause() instanceof TypeConversionException odd ? odd.getMessage() : "";
        if (said.startsWith("takes ") && refused.getArgSpec() instanceof OptionSpec option) {
            return Optional.of(option.longestName() + " " + said);
        }
        return said.startsWith("there is no ") ? Optional.of(said) : Optional.empty();
    }

    private static int tell(PrintWriter err, Exception thrown) {
        if (thrown instanceof UserError trouble) {
            err.println("raftbeat: " + trouble.getMessage());
            err.flush();
            return trouble.exitCode();
        }
        if (thrown instanceof WorldException) {
            return tell(err, UserError.environment(thrown.getMessage()));
        }
        if (thrown instanceof InterruptedException) {
            return ExitCodes.INTERRUPTED;
        }
        return new CrashHandler().tell(err, thrown);
    }
}
