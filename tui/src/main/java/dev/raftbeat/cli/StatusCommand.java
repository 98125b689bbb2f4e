package dev.raftbeat.cli;

import dev.raftbeat.wire.NodeStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat status}: what each node says of itself. */
@Command(
        name = "status",
        description = "What each node of a running cluster says of itself; works without a leader.",
        footer = {
            "",
            "In JSON, null stands for what is not known: nobody is believed in, or the node is dead or frozen."
        })
final class StatusCommand implements Callable<Integer> {

    /** How the answer is written. */
    enum Format {
        table,
        json
    }

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<NodeStatus> all = directory.cluster().status();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.println(NodeStatus.toJson(all));
            return ExitCodes.VALID;
        }
        row(out, "NODE", "STATE", "ROLE", "TERM", "VOTED FOR", "LEADER", "HEARD", "BOOT", "ENDPOINT");
        for (NodeStatus node : all) {
            row(
                    out,
                    node.node(),
                    node.state(),
                    node.role()
                            .map(role -> role.toLowerCase(Locale.ROOT).replace('_', '-'))
                            .orElse("-"),
                    text(node.term(), ""),
                    node.votedFor().orElse("-"),
                    node.leader().orElse("-"),
                    text(node.lastHeardMs(), " ms ago"),
                    text(node.boot(), ""),
                    node.endpoint());
        }
        return ExitCodes.VALID;
    }

    private static String text(OptionalLong number, String unit) {
        return number.isPresent() ? number.getAsLong() + unit : "-";
    }

    private static void row(PrintWriter out, Object... cells) {
        out.println(String.format("%-6s %-7s %-13s %6s  %-10s %-7s %11s %5s  %s", cells)
                .stripTrailing());
    }
}
