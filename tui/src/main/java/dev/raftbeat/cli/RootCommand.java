package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.VersionText;
import dev.raftbeat.text.CleanWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raftbeat} by itself: says how it is used. */
@Command(
        name = "raftbeat",
        versionProvider = VersionText.class,
        description = "A laboratory for leader heartbeats and elections: cut the wire, watch the election, know why.",
        footer = {"", "Exit codes: 0 valid, 1 violated, 2 usage, 3 unknown, 4 environment, 130 interrupted."})
final class RootCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(CleanWriter.forOurOwn(spec.commandLine().getErr()));
        return ExitCodes.USAGE;
    }
}
