package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.store.StoreMain;
import dev.raftbeat.store.StoreOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat store}: the store that leaders write to, in this process. */
@Command(
        name = "store",
        description =
                "Run the demo store that leaders write to. It shows stale writes and fencing. Stops when stdin closes.",
        footer = {
            "",
            "raftbeat store --port 7301 --file data/store --fencing on",
            "raftbeat node ... --store 127.0.0.1:7301",
            "",
            "A line \"write NODE TERM SEQUENCE\" over TCP is a write, \"read\" asks for what it holds. Beside a cluster:",
            "raftbeat up --store fenced, raftbeat demo --store unfenced."
        })
public final class StoreCommand implements Callable<Integer> {

    /** Whether writes with old tokens are refused. */
    enum Fencing {
        on,
        off
    }

    /** Where facts go. */
    enum Facts {
        ndjson
    }

    @Option(
            names = "--port",
            required = true,
            paramLabel = "PORT",
            description = "Port on loopback; 0 lets the system choose.")
    private int port;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "File that stores the value.")
    private Path file;

    @Option(
            names = "--fencing",
            required = true,
            paramLabel = "on|off",
            description = "Refuse a write whose term is lower than the highest term that has written.")
    private Fencing fencing;

    @Option(names = "--facts", paramLabel = "ndjson", description = "Print its facts, one JSON line each.")
    private Facts facts;

    @Option(names = "--record", paramLabel = "FILE", description = "Append its facts to this file.")
    private Path record;

    @Option(names = "--stay", description = "Keep running when stdin closes.")
    private boolean stay;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoreGuard guard = fencing == Fencing.on ? StoreGuard.FENCED : StoreGuard.UNFENCED;
        PrintWriter out = spec.commandLine().getOut();
        try {
            StoreOptions options = new StoreOptions(port, file, guard, facts != null, Optional.ofNullable(record));
            StoreMain.run(options, stay, chosen -> {
                if (facts == null) {
                    out.println("a store is open on 127.0.0.1:" + chosen + ", guarded so: " + guard.text());
                    out.flush();
                }
            });
            return ExitCodes.VALID;
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        } catch (IOException e) {
            throw UserError.environment(e.getMessage());
        }
    }
}
