package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.NodeProcess;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.store.StoreContents;
import dev.raftbeat.store.StoreFile;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.terminal.Tty;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final long SECOND = 1_000_000_000L;
    private static final String CLEAR_SCREEN = "\u001B[H\u001B[2J";

    private static final List<Column<NodeStatus>> COLUMNS = List.of(
            Column.text("node", "NODE", NodeStatus::node),
            Column.<NodeStatus>text("state", "STATE", NodeStatus::state).wide(6),
            Column.<NodeStatus>text(
                            "role",
                            "ROLE",
                            node -> node.role()
                                    .map(role -> role.toLowerCase(Locale.ROOT).replace('_', '-')))
                    .wide(13),
            Column.<NodeStatus>number("term", "TERM", NodeStatus::term).wide(6),
            Column.text("votedFor", "VOTED FOR", NodeStatus::votedFor),
            Column.text("leader", "LEADER", NodeStatus::leader),
            Column.<NodeStatus>number(
                            "lastHeardMs",
                            "HEARD",
                            NodeStatus::lastHeardMs,
                            node -> node.lastHeardMs().isPresent()
                                    ? Amounts.time(node.lastHeardMs().getAsLong() * 1_000_000) + " ago"
                                    : "-")
                    .wide(11),
            Column.number("boot", "BOOT", NodeStatus::boot),
            Column.text("endpoint", "ENDPOINT", NodeStatus::endpoint));

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "TIME",
            fallbackValue = "1s",
            description =
                    "Print it again and again, each TIME (1s if none is given), until Ctrl-C or the cluster's end.")
    private TypedTime every;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LocalCluster cluster = directory.cluster();
        if (every == null) {
            tell(cluster);
            return ExitCodes.VALID;
        }
        long nanos = every.within("--watch", SECOND / 10, 3_600 * SECOND, "from 100ms to 1h");
        if (!output.isTable() && !output.isJson()) {
            throw UserError.usage("--watch goes with -o table or -o json");
        }
        try (LongWork work = LongWork.told(spec)) {
            return watch(cluster, nanos, work.progress());
        }
    }

    private int watch(LocalCluster cluster, long nanos, Progress progress) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        progress.whenStopped(stopped::countDown);
        PrintWriter out = spec.commandLine().getOut();
        boolean clears = output.isTable() && Tty.present();
        boolean first = true;
        do {
            try {
                if (clears) {
                    CleanWriter.forOurOwn(out).print(CLEAR_SCREEN);
                } else if (!first && output.isTable()) {
                    out.println();
                }
                tell(cluster);
                first = false;
            } catch (WorldException gone) {
                if (progress.isStopped()) {
                    break;
                }
                if (!cluster.isGone()) {
                    throw gone;
                }
                output.people().println("the cluster was ended");
                output.people().flush();
                return ExitCodes.VALID;
            }
            // Whoever reads it may have had enough.
        } while (!out.checkError() && !stopped.await(nanos, TimeUnit.NANOSECONDS));
        return progress.isStopped() ? ExitCodes.INTERRUPTED : ExitCodes.VALID;
    }

    private void tell(LocalCluster cluster) {
        cluster.tick();
        List<NodeStatus> all = cluster.status();
        List<String> notes = cluster.notes();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(NodeStatus.toJson(all, notes));
            return;
        }
        Table<NodeStatus> table = new Table<>(COLUMNS, all);
        output.tell(Map.of(), table);
        notes.forEach(note -> output.people().println("note: " + note));
        if (output.isTable()) {
            cluster.plan().store().ifPresent(store -> out.println(store(cluster, store)));
        }
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
}
