package dev.raftbeat.cli.lesson;

import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a lesson may have run: subcommands that print something and end, and bring up no process. What is not listed here
 * is refused, an option that is new too. An option that takes a number or a time has a greatest value here, so that no
 * lesson asks for endless work; it also takes the place of a greater default.
 *
 * @param options that it may have, by their long names
 * @param most the greatest value of those that take a number or a time, as it is typed
 * @param files how many of its arguments, from the first on, are files
 * @param needed an option without which it would open a screen
 */
record LessonAllowance(List<String> options, Map<String, String> most, int files, Optional<String> needed) {
    /** How many values an option or the arguments of a command may have. */
    static final int VALUES_MAX = 8;

    private static final int ALL = Integer.MAX_VALUE;
    private static final String PLAIN = "--plain";
    /** A seed costs nothing. */
    private static final String SEED = "--seed<=9007199254740991";

    private static final Map<String, LessonAllowance> COMMANDS = commands();

    LessonAllowance {
        options = List.copyOf(options);
        most = Collections.unmodifiableMap(new LinkedHashMap<>(most));
    }

    private static Map<String, LessonAllowance> commands() {
        Map<String, LessonAllowance> all = new LinkedHashMap<>();
        all.put("run", of(ALL, SEED, "--seeds<=100 --pace --variant"));
        all.put("why", of(1, SEED, "--cluster<=100 --output"));
        all.put("replay", inLines("--plain --fork-at<=1h --set --apply", SEED, "--for<=10s"));
        all.put("report", of(ALL, "--out"));
        all.put("twins", inLines("--plain --all --left --right", SEED, "--cluster<=100"));
        all.put("sweep", of(0, "--seeds<=500 --from<=9007199254740000 --nodes<=9 --variant --out"));
        all.put(
                "explore",
                of(
                        0,
                        "--nodes<=5 --terms<=6 --crashes<=15 --messages<=1000 --duplicates --depth<=1000 --prevote",
                        "--checkquorum --evidence --transfers --every-message --variant --limit<=200000 --out"));
        all.put("zoo", of(0, "--all"));
        all.put("hunt", of(0, SEED, "--level --student --hint --hunt"));
        all.put("hunt try", of(ALL, "--hunt"));
        all.put("hunt give-up", of(0, "--hunt"));
        all.put("hunt results", of(ALL, "--output"));
        all.put("figure", of(0, "--trials<=100", SEED, "--own-writes --svg"));
        all.put(
                "detectors",
                of(
                        0,
                        "--network --networks --trace --interval<=1h --beats<=200000",
                        SEED,
                        "--detector --within<=1h --damping<=1000 --svg --output"));
        all.put(
                "topologies",
                of(
                        0,
                        "--nodes<=1000 --fail --topology --topologies --interval<=10m --loss<=50% --trials<=20",
                        SEED,
                        "--svg --output"));
        all.put(
                "checklist",
                of(
                        0,
                        "--rtt<=1h --loss<=90% --pause<=1h --pause-every<=1h --nodes<=1000000 --detect<=1h --pace",
                        SEED));
        return all;
    }

    private static LessonAllowance of(int files, String... options) {
        return of(files, Optional.empty(), options);
    }

    private static LessonAllowance inLines(String... options) {
        return of(ALL, Optional.of(PLAIN), options);
    }

    private static LessonAllowance of(int files, Optional<String> needed, String... options) {
        Map<String, String> most = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String option : String.join(" ", options).split(" ")) {
            String[] parts = option.split("<=");
            names.add(parts[0]);
            if (parts.length > 1) {
                most.put(parts[0], parts[1]);
            }
        }
        return new LessonAllowance(names, most, files, needed);
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

    /** Whether a value of an option is greater than it may be; false for an option that has no greatest value. */
    boolean isAbove(String option, String value) {
        String limit = most.get(option);
        return limit != null && amount(option, value).compareTo(amount(option, limit)) > 0;
    }

    /** @throws IllegalArgumentException when it is no number, and no time either */
    private static BigDecimal amount(String option, String text) {
        Optional<BigDecimal> plain = Amounts.decimal(text).or(() -> Amounts.percent(text));
        return plain.or(() -> Amounts.nanos(text))
                .orElseThrow(
                        () -> new IllegalArgumentException(option + " takes a number, a percentage such as 0.1% or a "
                                + "time such as 30s (units: " + Amounts.UNITS + "), not \"" + text + "\""));
    }

    /** The options that it may have, for a sentence. */
    String words() {
        return options.stream().collect(Collectors.joining(", "));
    }
}
