package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.Recordings;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.history.FaultLog;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat faults}: what is broken, and since when. */
@Command(
        name = "faults",
        description = "List the faults that are active in the running cluster, or all that a recording tells of.",
        footer = {
            "",
            "raftbeat faults    raftbeat faults -o json    raftbeat faults store/leader-kill/latest",
            "raftbeat fault \"end 2\" ends the second one, raftbeat fault heal all of them."
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final String NOTHING = "-";

    /** @param nowNanos when it was looked at, on the clock of the fault */
    private record Active(ActiveFault fault, Collection<NodeId> notObeying, long nowNanos) {
        long forNanos() {
            return Math.max(0, nowNanos - fault.sinceNanos());
        }

        OptionalLong leftNanos() {
            OptionalLong until = fault.untilNanos();
            return until.isPresent()
                    ? OptionalLong.of(Math.max(0, until.getAsLong() - nowNanos))
                    : OptionalLong.empty();
        }
    }

    private static final List<Column<Active>> ACTIVE = List.of(
            Column.number("fault", "fault", one -> one.fault().number()),
            Column.text("text", "line", one -> one.fault().text()),
            several("nodes", "nodes", one -> one.fault().nodes()),
            several("links", "links", one -> one.fault().links()),
            Column.number("forSeconds", "for", one -> one.forNanos() / 1e9, one -> Amounts.time(one.forNanos())),
            Column.number(
                    "endsInSeconds",
                    "ends in",
                    one -> seconds(one.leftNanos()),
                    one -> one.leftNanos().isPresent()
                            ? Amounts.time(one.leftNanos().getAsLong())
                            : NOTHING),
            Column.data("ending", one -> one.fault().isEnding()),
            several("notObeying", "not obeying yet", Active::notObeying));

    /** @param zeroNanos when the run began */
    private record Past(FaultSpan span, long zeroNanos) {
        OptionalLong endNanos() {
            return span.toNanos() == Long.MAX_VALUE
                    ? OptionalLong.empty()
                    : OptionalLong.of(span.toNanos() - zeroNanos);
        }
    }

    private static final List<Column<Past>> PAST = List.of(
            Column.number("fault", "fault", one -> one.span().number()),
            Column.text("text", "line", one -> one.span().text()),
            several("nodes", "nodes", one -> one.span().nodes()),
            several("links", "links", one -> one.span().links()),
            Column.number(
                    "fromSeconds",
                    "from",
                    one -> (one.span().fromNanos() - one.zeroNanos()) / 1e9,
                    one -> Amounts.time(one.span().fromNanos() - one.zeroNanos())),
            Column.number(
                    "toSeconds",
                    "to",
                    one -> seconds(one.endNanos()),
                    one -> one.endNanos().isPresent()
                            ? Amounts.time(one.endNanos().getAsLong())
                            : "the end"));

    @Mixin
    private DirectoryOption directory;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Recording, instead of the running cluster: its faults from the first to the last.")
    private String run;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    private static <R> Column<R> several(String key, String heading, Function<R, ? extends Collection<?>> values) {
        return new Column<>(
                key,
                heading,
                0,
                false,
                row -> values.apply(row).stream().map(Object::toString).toList(),
                row -> values.apply(row).isEmpty()
                        ? NOTHING
                        : values.apply(row).stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static Double seconds(OptionalLong nanos) {
        return nanos.isPresent() ? Double.valueOf(nanos.getAsLong() / 1e9) : null;
    }

    @Override
    public Integer call() {
        return run == null ? active(directory.cluster()) : recorded();
    }

    private int active(LocalCluster cluster) {
        cluster.tick();
        FaultState state = cluster.faults();
        long now = System.nanoTime();
        Table<Active> table = new Table<>(
                ACTIVE,
                state.active().stream()
                        .map(fault -> new Active(fault, fault.silent(state.paused()), now))
                        .toList());
        List<String> notes = state.unobeyed();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("faults", table.maps());
        document.put("notes", notes);
        tell(table, document, "no fault is active");
        notes.forEach(note -> output.people().println("note: " + note));
        return ExitCodes.VALID;
    }

    private int recorded() {
        FaultLog log = new FaultLog();
        long[] zero = {Long.MAX_VALUE};
        try (LongWork work = new LongWork(spec)) {
            List<String> defects = Recordings.open(run)
                    .watchedBy(work.progress())
                    .tellTo(fact -> {
                        zero[0] = Math.min(zero[0], fact.tNanos());
                        log.hear(fact);
                    })
                    .sentences();
            defects.forEach(defect -> spec.commandLine().getErr().println("raftbeat: " + defect));
            Table<Past> table = new Table<>(
                    PAST,
                    log.spans().stream()
                            .filter(span -> span.told().lasts())
                            .map(span -> new Past(span, zero[0]))
                            .toList());
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("faults", table.maps());
            document.put("notes", defects);
            if (output.isTable()) {
                tell(table, document, "no fault is told of");
            }
            return output.tell(work, document, table, ExitCodes.VALID);
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private void tell(Table<?> table, Map<String, Object> document, String none) {
        if (output.isTable() && table.rows().isEmpty()) {
            output.people().println(none);
        } else {
            output.tell(document, table);
        }
    }
}
