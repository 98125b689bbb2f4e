package dev.raftbeat.cli.lesson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a lesson may have run: subcommands that print something and end, and bring up no process. What is not listed here
 * is refused, an option that is new too.
 *
 * @param options that it may have, by their long names
 * @param files how many of its arguments, from the first on, are files
 * @param needed an option without which it would open a screen
 */
record LessonAllowance(List<String> options, int files, Optional<String> needed) {
    private static final int ALL = Integer.MAX_VALUE;
    private static final String PLAIN = "--plain";
    private static final Map<String, LessonAllowance> COMMANDS = commands();

    private static Map<String, LessonAllowance> commands() {
        Map<String, LessonAllowance> all = new LinkedHashMap<>();
        all.put("run", of(ALL, "--seed --seeds --pace --variant"));
        all.put("why", of(1, "--seed --cluster --output"));
        all.put("replay", inLines("--plain --fork-at --set --apply --seed --for"));
        all.put("report", of(ALL, "--out"));
        all.put("twins", inLines("--plain --all --left --right --seed --cluster"));
        all.put("sweep", of(0, "--seeds --from --nodes --variant --out"));
        all.put(
                "explore",
                of(
                        0,
                        "--nodes --terms --crashes --messages --duplicates --depth --prevote --checkquorum"
                                + " --transfers --every-message --variant --limit --out"));
        all.put("zoo", of(0, "--all"));
        all.put("hunt", of(0, "--seed --level --student --hint --hunt"));
        all.put("hunt try", of(ALL, "--hunt"));
        all.put("hunt give-up", of(0, "--hunt"));
        all.put("hunt results", of(ALL, "--output"));
        all.put("figure", of(0, "--trials --seed --own-writes --svg"));
        all.put(
                "detectors",
                of(
                        0,
                        "--network --networks --trace --interval --beats --seed --detector --within --damping --svg"
                                + " --output"));
        all.put(
                "topologies",
                of(0, "--nodes --fail --topology --topologies --interval --loss --trials --seed --svg --output"));
        all.put("checklist", of(0, "--rtt --loss --pause --pause-every --nodes --detect --pace --seed"));
        return all;
    }

    private static LessonAllowance of(int files, String options) {
        return new LessonAllowance(List.of(options.split(" ")), files, Optional.empty());
    }

    private static LessonAllowance inLines(String options) {
        return new LessonAllowance(List.of(options.split(" ")), ALL, Optional.of(PLAIN));
    }

    /** All of them, by their names as they are typed behind {@code raftbeat}. */
    static Map<String, LessonAllowance> all() {
        return Collections.unmodifiableMap(COMMANDS);
    }

    /** The subcommands, without those below them. */
    static List<String> names() {
        return COMMANDS.keySet().stream().filter(name -> !name.contains(" ")).toList();
    }

    /** What is allowed to a command; nothing when it may not be run. */
    static Optional<LessonAllowance> of(CommandSpec command) {
        String name = command.qualifiedName().substring(command.root().name().length());
        return Optional.ofNullable(COMMANDS.get(name.strip()));
    }

    /** The options that it may have, for a sentence. */
    String words() {
        return options.stream().collect(Collectors.joining(", "));
    }
}
