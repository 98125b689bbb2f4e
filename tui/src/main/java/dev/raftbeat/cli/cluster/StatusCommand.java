package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.NodeProcess;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.store.StoreContents;
import dev.raftbeat.store.StoreFile;
import dev.raftbeat.wire.NodeStatus;
import java.io.IOException;
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
        description = "Print what each node of a running cluster says about itself. Works without a leader.",
        footer = {
            "",
            "In JSON, null stands for what is not known: nobody is believed in, or the node is dead or frozen."
        })
public final class StatusCommand implements Callable<Integer> {

    /** How the answer is written. */
    public enum Format {
        table,
        json
    }

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LocalCluster cluster = directory.cluster();
        cluster.tick();
        List<NodeStatus> all = cluster.status();
        PrintWriter out = spec.commandLine().getOut();
        List<String> notes = cluster.notes();
        if (format == Format.json) {
            out.println(NodeStatus.toJson(all, notes));
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
        notes.forEach(note -> out.println("note: " + note));
        cluster.plan().store().ifPresent(store -> out.println(store(cluster, store)));
        return ExitCodes.VALID;
    }

    /** What lies in its file: a store has no status to ask for. */
    private static String store(LocalCluster cluster, StoreLink store) {
        boolean runs = cluster.directory()
                .process(NodeId.STORE)
                .filter(NodeProcess::isAlive)
                .isPresent();
        String head =
                "store, " + store.guard().text() + (runs ? ", on " + store.address() : ", its process is gone") + ": ";
        try {
            StoreContents held = StoreFile.peek(cluster.directory().storeFile());
            return head
                    + held.last()
                            .map(write -> "holds what " + write.writer() + " wrote in term " + write.term()
                                    + "; the highest term that wrote is " + held.highest())
                            .orElse("holds nothing yet");
        } catch (IOException e) {
            return head + "its file cannot be read";
        }
    }

    private static String text(OptionalLong number, String unit) {
        return number.isPresent() ? number.getAsLong() + unit : "-";
    }

    private static void row(PrintWriter out, Object... cells) {
        out.println(String.format("%-6s %-7s %-13s %6s  %-10s %-7s %11s %5s  %s", cells)
                .stripTrailing());
    }
}
