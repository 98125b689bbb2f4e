package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.ScenarioFile;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.zoo.Attempt;
import dev.raftbeat.zoo.Hunt;
import dev.raftbeat.zoo.PlayedAttempt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat hunt try}: a scenario against the hidden rule. */
@Command(
        name = "try",
        description =
                "Play a scenario with the hidden rule and with the right rules. You win if only the hidden rule breaks a"
                        + " check.",
        footer = {"", "Exit code 0: it won; 1: it did not. A file that is no scenario costs no try."})
final class HuntTryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Scenario file with one cluster.")
    private String scenario;

    @Mixin
    private HuntFileOption file;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;

    @Override
    public Integer call() throws InterruptedException {
        out = spec.commandLine().getOut();
        Hunt hunt = file.read();
        refuse(hunt);
        Scenario read = ScenarioFile.read(scenario);
        try (LongWork work = new LongWork(spec)) {
            PlayedAttempt[] played = new PlayedAttempt[1];
            boolean ended = work.run(
                    progress -> played[0] = PlayedAttempt.of(read, hunt.animal().onSim(), progress));
            if (!ended) {
                // Nothing is told of it, for nothing is paid.
                out.println("the try does not count");
                return work.exit(ExitCodes.VIOLATED);
            }
            return count(hunt, played[0]);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(PlainText.clean(scenario) + ": " + e.getMessage());
        }
    }

    private int count(Hunt hunt, PlayedAttempt attempt) {
        Optional<String> check = attempt.broken().stream().findFirst().map(PlayedAttempt.Broken::check);
        Hunt after = hunt.with(new Attempt(
                attempt.lines(), check, String.valueOf(Path.of(scenario).getFileName())));
        // Written before it is told: whoever sees what came of a try has paid for it.
        file.write(after);
        tell(attempt, after);
        out.println(HuntCommand.standing(after));
        out.flush();
        return attempt.wins() ? ExitCodes.VALID : ExitCodes.VIOLATED;
    }

    private void refuse(Hunt hunt) {
        if (hunt.over()) {
            throw UserError.usage("the rule of " + file.name() + " was revealed; nothing more is to be won there");
        }
        if (hunt.triesLeft() == 0) {
            throw UserError.usage("no tries are left in " + file.name() + "; raftbeat hunt give-up tells the rule");
        }
    }

    private void tell(PlayedAttempt attempt, Hunt after) {
        out.println("try " + after.shots().size() + " of " + after.level().tries() + ": " + PlainText.clean(scenario)
                + ", " + PlainText.count(attempt.lines(), "line"));
        for (PlayedAttempt.Broken one : attempt.broken()) {
            out.println(seen(one));
            out.println("    " + one.sentence());
        }
        for (PlayedAttempt.Broken one : attempt.rare()) {
            out.println(seen(one) + "; too rare, " + PlayedAttempt.SEEDS_MIN + " are wanted");
        }
        if (!attempt.alsoTrue().isEmpty()) {
            out.println(String.join(", ", attempt.alsoTrue()) + ": true nodes break that too, so it does not count");
        }
        attempt.wrongExpectation()
                .ifPresent(what -> out.println("true nodes do not meet what is expected, so nothing counts: " + what));
        if (attempt.wins()) {
            out.println("True nodes break none of it under the same " + PlayedAttempt.SEEDS + " seeds.");
        } else if (attempt.rare().isEmpty()
                && attempt.alsoTrue().isEmpty()
                && attempt.wrongExpectation().isEmpty()) {
            out.println("no check was broken");
        }
    }

    private static String seen(PlayedAttempt.Broken one) {
        return one.check() + " broken under " + one.seeds() + " of " + PlayedAttempt.SEEDS + " seeds: " + one.what();
    }
}
