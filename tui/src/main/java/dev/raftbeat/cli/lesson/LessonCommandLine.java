package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.Main;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A command of a lesson, read by the very parser that will run it: so that no other way of writing an option is another
 * way around what is allowed.
 */
final class LessonCommandLine {
    private final ParseResult parsed;

    /**
     * @param words behind {@code raftbeat}
     * @throws IllegalArgumentException saying what is not allowed, and what is
     */
    LessonCommandLine(List<String> words) {
        if (!LessonAllowance.names().contains(words.get(0))) {
            throw refused(words.get(0), "one of " + String.join(", ", LessonAllowance.names()));
        }
        String[] args = words.toArray(String[]::new);
        try {
            parsed = Main.commandFor(args).parseArgs(args);
        } catch (ParameterException e) {
            CommandSpec command = e.getCommandLine().getCommandSpec();
            throw new IllegalArgumentException(e.getMessage()
                    + LessonAllowance.of(command)
                            .map(allowed -> "; in a lesson " + command.qualifiedName() + " may have " + allowed.words())
                            .orElse(""));
        }
        chain().forEach(LessonCommandLine::require);
    }

    private static IllegalArgumentException refused(String found, String expected) {
        return new IllegalArgumentException("found \"" + PlainText.clean(found) + "\", expected " + expected);
    }

    /** The subcommand, and those below it. */
    private List<ParseResult> chain() {
        List<ParseResult> chain = new ArrayList<>();
        for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
            chain.add(at.subcommand());
        }
        return chain;
    }

    private static void require(ParseResult part) {
        CommandSpec command = part.commandSpec();
        LessonAllowance allowed = LessonAllowance.of(command)
                .orElseThrow(() -> refused(command.qualifiedName(), "a command that a lesson may have"));
        for (OptionSpec option : part.matchedOptions()) {
            if (!allowed.options().contains(option.longestName())) {
                throw refused(
                        option.longestName(),
                        "for " + command.qualifiedName() + " in a lesson one of " + allowed.words());
            }
        }
        allowed.needed().filter(name -> !isOn(part, name)).ifPresent(name -> {
            throw new IllegalArgumentException("expected " + name + " with " + command.name());
        });
        for (ArgSpec argument : part.matchedArgs()) {
            requireFew(argument, command, allowed);
            for (int i = 0; i < argument.originalStringValues().size(); i++) {
                if (isFile(argument, i, allowed)) {
                    requireInside(argument.originalStringValues().get(i));
                }
            }
        }
    }

    /** So that a lesson asks for no endless work: how many values, and how great. */
    private static void requireFew(ArgSpec argument, CommandSpec command, LessonAllowance allowed) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        List<String> values = argument.originalStringValues();
        List<String> parts =
                values.stream().flatMap(value -> parts(argument, value)).toList();
        if (parts.size() > LessonAllowance.VALUES_MAX) {
            throw new IllegalArgumentException("found " + parts.size() + " values of " + name + ", expected for "
                    + command.qualifiedName() + " in a lesson at most " + LessonAllowance.VALUES_MAX);
        }
        for (String value : parts) {
            if (allowed.isAbove(name, value)) {
                throw refused(
                        value,
                        "for " + name + " of " + command.qualifiedName() + " in a lesson at most "
                                + allowed.most().get(name));
            }
        }
    }

    private static Stream<String> parts(ArgSpec argument, String value) {
        return argument.splitRegex().isEmpty() ? Stream.of(value) : Stream.of(value.split(argument.splitRegex()));
    }

    /** It may be given as {@code --plain=false}, too. */
    private static boolean isOn(ParseResult part, String option) {
        return Boolean.TRUE.equals(part.matchedOptionValue(option, Boolean.FALSE));
    }

    private static boolean isFile(ArgSpec argument, int place, LessonAllowance allowed) {
        return argument instanceof PositionalParamSpec positional
                ? positional.index().min() + place < allowed.files()
                : List.of(argument.auxiliaryTypes()).contains(Path.class);
    }

    private static void requireInside(String file) {
        if (!isInside(file)) {
            throw refused(file, "a file in the lesson's own folder, such as store/mine");
        }
    }

    private static boolean isInside(String file) {
        try {
            Path path = Path.of(file);
            boolean upwards =
                    StreamSupport.stream(path.spliterator(), false).anyMatch(part -> part.equals(Path.of("..")));
            return !path.isAbsolute() && !upwards && !path.normalize().equals(Path.of(""));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * The words of the same command with its files in a folder, those also that it would choose by itself.
     *
     * @throws IllegalArgumentException when a link in the folder leads out of it
     */
    String[] in(Path folder) {
        List<String> words = new ArrayList<>();
        List<ParseResult> chain = chain();
        for (ParseResult part : chain) {
            LessonAllowance allowed = LessonAllowance.of(part.commandSpec()).orElseThrow();
            words.add(part.commandSpec().name());
            // An option that is given twice is named twice, each time with all its values.
            new LinkedHashSet<>(part.matchedOptions()).forEach(option -> words.addAll(words(option, allowed, folder)));
            if (part == chain.get(chain.size() - 1)) {
                words.addAll(chosen(part, allowed, folder));
                words.add("--");
                part.matchedPositionals().forEach(argument -> words.addAll(words(argument, allowed, folder)));
            }
        }
        return words.toArray(String[]::new);
    }

    private static List<String> words(ArgSpec argument, LessonAllowance allowed, Path folder) {
        List<String> words = new ArrayList<>();
        String name = argument instanceof OptionSpec option ? option.longestName() + "=" : "";
        for (int i = 0; i < argument.originalStringValues().size(); i++) {
            String value = argument.originalStringValues().get(i);
            words.add(name + (isFile(argument, i, allowed) ? inside(folder, value) : value));
        }
        return words;
    }

    /** The files that it would choose by itself, and the greatest values where it would choose greater ones. */
    private static List<String> chosen(ParseResult part, LessonAllowance allowed, Path folder) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : part.commandSpec().options()) {
            String name = option.longestName();
            String value = option.defaultValue();
            if (!allowed.options().contains(name) || value == null || part.hasMatchedOption(option)) {
                continue;
            }
            if (isFile(option, 0, allowed)) {
                words.add(name + "=" + inside(folder, value));
            } else if (parts(option, value).anyMatch(one -> allowed.isAbove(name, one))) {
                words.add(name + "=" + atMost(option, value, allowed));
            }
        }
        return words;
    }

    private static String atMost(OptionSpec option, String value, LessonAllowance allowed) {
        String name = option.longestName();
        return parts(option, value)
                .map(part -> allowed.isAbove(name, part) ? allowed.most().get(name) : part)
                .distinct()
                .collect(Collectors.joining(option.splitRegex()));
    }

    private static Path inside(Path folder, String file) {
        Path path = folder.resolve(file).normalize();
        Path there = path;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        try {
            if (there.toRealPath().startsWith(folder.toRealPath())) {
                return path;
            }
        } catch (IOException e) {
            // It leads nowhere, and where that is nobody can say.
        }
        throw refused(file, "a file in the lesson's own folder, not a link that leads out of it");
    }
}
