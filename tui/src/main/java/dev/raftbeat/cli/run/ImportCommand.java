package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.etcd.EtcdImport;
import dev.raftbeat.etcd.NotEtcdException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code raftbeat import}: logs of another system, as a recording. */
@Command(
        name = "import",
        description = "Read the logs of a cluster of etcd as a recording: one file for each member.",
        footer = {
            "",
            "Examples:",
            "  raftbeat import --from etcd n1.log n2.log n3.log --out etcd.ndjson",
            "  raftbeat why etcd.ndjson last",
            "  raftbeat page etcd.ndjson",
            "",
            "docs/IMPORT.md says what of a log becomes which fact, and what no log tells."
        })
public final class ImportCommand implements Callable<Integer> {
    /** Whose logs are understood. */
    enum Origin {
        etcd
    }

    private static final List<Column<EtcdImport.Member>> COLUMNS = List.of(
            Column.text("node", "node", member -> member.node().name()),
            Column.text("id", "member", EtcdImport.Member::id),
            Column.number("lives", "lives", EtcdImport.Member::lives),
            Column.number("lines", "lines", EtcdImport.Member::lines),
            Column.number("understood", "of Raft", EtcdImport.Member::understood),
            Column.number("unread", "unread", EtcdImport.Member::unread),
            Column.text("clockNanos", "clock", member -> clock(member.clock())),
            Column.<EtcdImport.Member>text(
                            "file",
                            "file",
                            member -> PlainText.path(member.file().toString()))
                    .wide(20));

    @Parameters(paramLabel = "LOG", arity = "1..*", description = "Logs, one of each member.")
    private List<Path> logs;

    @Option(
            names = "--from",
            paramLabel = "SYSTEM",
            required = true,
            description = "Whose logs they are: ${COMPLETION-CANDIDATES} (3.3 to 3.6).")
    private Origin from;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "import.ndjson",
            description = "File for the facts (default ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin
    private OutputOption output;

    private static String clock(Optional<EtcdImport.Clock> clock) {
        if (clock.isEmpty()) {
            return "unknown";
        }
        EtcdImport.Clock one = clock.get();
        String bounds = one.leastNanos().map(ImportCommand::signed).orElse("?") + " to "
                + one.mostNanos().map(ImportCommand::signed).orElse("?");
        return signed(one.aheadNanos()) + " (" + bounds + ")";
    }

    private static String signed(long nanos) {
        return nanos < 0 ? "-" + Amounts.time(-nanos) : Amounts.time(nanos);
    }

    @Override
    public Integer call() {
        List<StampedFact> facts = new ArrayList<>();
        List<EtcdImport.Member> members = members(facts);
        try {
            WholeFile.write(
                    out,
                    to -> {
                        for (StampedFact fact : facts) {
                            to.write(FactCodec.write(fact));
                            to.write('\n');
                        }
                    },
                    "facts");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
        Table<EtcdImport.Member> table = new Table<>(COLUMNS, members);
        PrintWriter text = output.text();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", from.name());
        document.put("members", table.maps());
        document.put("facts", facts.size());
        document.put("file", out.toString());
        output.tell(document, table);
        text.println();
        for (StampedFact fact : facts) {
            if (fact.fact() instanceof BecameLeader leader) {
                text.println(
                        Instant.EPOCH.plusNanos(fact.tNanos()) + "  " + fact.node() + " leads term " + leader.term());
            }
        }
        text.println(PlainText.count(facts.size(), "fact") + ": " + PlainText.path(out.toString()));
        text.flush();
        return ExitCodes.VALID;
    }

    private List<EtcdImport.Member> members(List<StampedFact> facts) {
        try {
            return EtcdImport.of(logs).tellTo(facts::add);
        } catch (IOException | NotEtcdException | IllegalArgumentException e) {
            throw UserError.usage(PlainText.clean(e.getMessage()));
        }
    }
}
