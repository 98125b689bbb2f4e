package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.zoo.Hunt;
import dev.raftbeat.zoo.Level;
import dev.raftbeat.zoo.PlayedAttempt;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat hunt}: a wrong rule that is not named, and points for a scenario that shows it. */
@Command(
        name = "hunt",
        description = "Find a hidden wrong rule with scenarios, for points. Begins a hunt, or shows the current one.",
        subcommands = {HuntTryCommand.class, HuntGiveUpCommand.class, HuntResultsCommand.class},
        footer = {
            "",
            "A class that is given one seed and level hunts one rule. docs/HUNT.md explains rules and points.",
            "",
            "Examples:",
            "  raftbeat hunt --seed 7 --student Ada",
            "  raftbeat hunt try cut.scenario",
            "  raftbeat hunt results class/*.hunt -o json"
        })
public final class HuntCommand implements Callable<Integer> {
    private static final int NAME_MAX = 60;

    /** As {@link Level}. */
    enum Words {
        easy,
        hard
    }

    @Option(names = "--seed", paramLabel = "N", description = "Random seed that chooses the rule (default: drawn).")
    private Long seed;

    @Option(names = "--level", paramLabel = "LEVEL", description = "Level: easy or hard (default easy).")
    private Words level;

    @Option(names = "--student", paramLabel = "NAME", description = "Name of the student, for the class list.")
    private String student;

    @Option(
            names = "--hint",
            description =
                    "Show which check the shortest known scenario breaks, and its number of lines. Costs 20 points"
                            + " before a win.")
    private boolean hint;

    @Mixin
    private HuntFileOption file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean anew = seed != null || level != null || student != null;
        if (anew && file.exists()) {
            throw UserError.usage(file.name() + " holds a hunt already; go on with it, or give another --hunt FILE");
        }
        Hunt hunt = file.exists() ? file.read() : begin();
        if (hint) {
            hunt = hunt.withHint();
        }
        if (anew || hint || !file.exists()) {
            file.write(hunt);
        }
        PrintWriter out = spec.commandLine().getOut();
        tell(out, hunt, file.name());
        out.flush();
        return ExitCodes.VALID;
    }

    private Hunt begin() {
        String name = PlainText.clean(student == null ? "nobody" : student).strip();
        if (name.isEmpty() || name.length() > NAME_MAX) {
            throw UserError.usage("--student takes a name of 1 to " + NAME_MAX + " characters");
        }
        long chosen = seed == null ? new SecureRandom().nextLong() >>> 11 : seed;
        return Hunt.begin(name, chosen, level == Words.hard ? Level.HARD : Level.EASY);
    }

    private void tell(PrintWriter out, Hunt hunt, String file) {
        out.println("seed " + hunt.seed() + ", " + hunt.level().word() + ", " + hunt.student() + ": " + file);
        out.println("The nodes follow one wrong rule, about " + hunt.topic() + ".");
        out.println("Find a scenario under which they break a check (docs/CHECKS.md) that true nodes keep.");
        out.println(
                "One cluster a scenario, at most " + PlayedAttempt.SECONDS_MAX + " virtual seconds; it is played under "
                        + PlayedAttempt.SEEDS + " seeds, and " + PlayedAttempt.SEEDS_MIN + " must show it.");
        if (hint || hunt.hinted()) {
            out.println("hint: " + hunt.hint());
        }
        out.println(standing(hunt));
        if (hunt.state().equals("open")) {
            out.println("next: raftbeat hunt try FILE" + (file.equals("raftbeat.hunt") ? "" : " --hunt " + file));
        }
    }

    /** One line on points and tries. */
    static String standing(Hunt hunt) {
        Optional<Integer> lines =
                hunt.lines().isPresent() ? Optional.of(hunt.lines().getAsInt()) : Optional.empty();
        return hunt.state() + ": " + PlainText.count(hunt.points(), "point")
                + lines.map(best -> " with " + PlainText.count(best, "line")).orElse("") + ", "
                + (hunt.triesLeft() == 1 ? "1 try" : hunt.triesLeft() + " tries") + " left"
                + (hunt.hinted() ? ", hint taken" : "");
    }
}
