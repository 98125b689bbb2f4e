package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.TimingNotes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat fault}: one line of the fault language into the running cluster. */
@Command(
        name = "fault",
        description = "Break or mend the running cluster with a line of the fault language.",
        footer = {
            "",
            "raftbeat fault \"cut leader -> follower\"    raftbeat fault isolate leader    raftbeat fault heal",
            "All words: docs/FAULTS.md"
        })
public final class FaultCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Parameters(
            arity = "1..*",
            paramLabel = "LINE",
            description = "One line of the fault language. Quote it if it contains > or |.")
    private List<String> words;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        World.Outcome outcome = TypedLines.apply(directory.cluster()::applyAndWait, String.join(" ", words));
        if (!outcome.accepted()) {
            throw UserError.usage(outcome.sentence());
        }
        if (!outcome.done()) {
            throw new UserError(ExitCodes.VIOLATED, outcome.sentence());
        }
        spec.commandLine().getOut().println(outcome.sentence());
        new TimingNotes(spec.commandLine().getErr()).tell("", outcome.notes());
        return ExitCodes.VALID;
    }
}
