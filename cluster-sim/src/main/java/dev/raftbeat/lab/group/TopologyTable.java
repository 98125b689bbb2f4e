package dev.raftbeat.lab.group;

import dev.raftbeat.lab.group.TrialOutcome.Rest;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What topologies cost and find out, as a table for people and for programs; formulas stand in brackets. */
public final class TopologyTable {
    private static final String FORM = "%-12s %7s %15s %8s %15s %8s %15s %15s %8s %8s %10s";

    private static final List<Column<TopologyResult>> COLUMNS = List.of(
            Column.data("topology", one -> one.kind().word()),
            Column.data("members", TopologyResult::members),
            Column.data("simulated", TopologyResult::simulated),
            Column.data("trials", one -> one.trials().size()),
            Column.data("messagesPerSecondFormula", TopologyResult::messagesFormula),
            Column.data("busiestMessagesPerSecondFormula", TopologyResult::busiestFormula),
            measured("messagesPerSecond", one -> one.perSecond(Rest::sentPerMember)),
            measured("bytesPerSecond", one -> one.perSecond(Rest::sentBytesPerMember)),
            measured("busiestMessagesPerSecond", one -> one.perSecond(Rest::busiest)),
            measured("busiestBytesPerSecond", one -> one.perSecond(Rest::busiestBytes)),
            measured("firstSuspectedSeconds", one -> one.seconds(TrialOutcome::firstDoubt)),
            measured("firstDeclaredDeadSeconds", one -> one.seconds(TrialOutcome::firstDead)),
            measured("everybodyKnowsSeconds", one -> one.seconds(TrialOutcome::allKnow)),
            measured("everybodyTrustsSeconds", one -> one.seconds(TrialOutcome::allTrust)),
            measured("wronglyDeclaredDead", one -> one.mean(TrialOutcome::mistakes)),
            measured("wronglyDeclaredDeadByTheWell", one -> one.mean(TrialOutcome::mistakesOfTheWell)),
            measured("membersWronglyDeclaredDead", one -> one.mean(TrialOutcome::wronged)),
            measured("wronglySuspected", one -> one.mean(TrialOutcome::doubts)),
            measured("memoryBytes", TopologyResult::memoryBytes),
            withoutWatcher("withoutWatcherMissedSeconds", TrialOutcome::watcherMissed),
            withoutWatcher("withoutWatcherFirstSuspectedSeconds", TrialOutcome::firstDoubt),
            withoutWatcher("withoutWatcherEverybodyKnowsSeconds", TrialOutcome::allKnow));

    private TopologyTable() {}

    /** What the columns mean, below the table. */
    public static final List<String> KEY = List.of(
            "times in s; messages/s and bytes/s: sent by a member at rest, on average, and by the busiest; in brackets: by formula",
            "first suspects, everybody knows: after the mishap; wrongly dead: living members declared dead, in a trial",
            "memory: bytes that a member keeps; never: not within the trial; k, M, G: thousands, millions, billions");

    /** One line for each topology and size. */
    public static List<String> lines(List<TopologyResult> all) {
        List<String> lines = new ArrayList<>();
        boolean crash = all.stream().allMatch(one -> one.plan().mishap() == TrialFault.CRASH);
        lines.add(String.format(
                FORM,
                "",
                "",
                "messages/s",
                "bytes/s",
                "of the busiest",
                "bytes/s",
                "first",
                "everybody",
                "wrongly",
                "memory",
                crash ? "watcher" : "all trust"));
        lines.add(String.format(
                FORM,
                "topology",
                "members",
                "a member",
                "",
                "member",
                "",
                "suspects",
                "knows",
                "dead",
                "a member",
                crash ? "dead too" : "again"));
        for (TopologyResult one : all) {
            lines.add(one.simulated() ? line(one) : absurd(one));
        }
        return lines;
    }

    private static String line(TopologyResult one) {
        boolean crash = one.plan().mishap() == TrialFault.CRASH;
        return String.format(
                Locale.ROOT,
                FORM,
                one.kind().word(),
                one.members(),
                with(one.perSecond(Rest::sentPerMember), one.messagesFormula()),
                number(one.perSecond(Rest::sentBytesPerMember)),
                with(one.perSecond(Rest::busiest), one.busiestFormula()),
                number(one.perSecond(Rest::busiestBytes)),
                crash
                        ? with(one.seconds(TrialOutcome::firstDoubt), one.firstFormula())
                        : number(one.seconds(TrialOutcome::firstDoubt)),
                crash
                        ? with(one.seconds(TrialOutcome::allKnow), one.allKnowFormula())
                        : number(one.seconds(TrialOutcome::allKnow)),
                number(one.mean(TrialOutcome::mistakes)),
                number(one.memoryBytes()),
                number(crash ? one.secondsWithoutWatcher(TrialOutcome::allKnow) : one.seconds(TrialOutcome::allTrust)));
    }

    private static String absurd(TopologyResult one) {
        return String.format(
                Locale.ROOT,
                "%-12s %7d  not simulated beyond %d: the group would send %s messages, %sB a second",
                one.kind().word(),
                one.members(),
                one.kind().membersMax(),
                number(one.messagesFormula() * one.members()),
                number(one.bytesFormula()));
    }

    private static String with(double measured, double formula) {
        return number(measured) + " (" + number(formula) + ")";
    }

    /** Three digits that mean something, thousands as k and millions as M; never for what did not happen. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return "never";
        }
        if (value >= 1e9) {
            return digits(value / 1e9) + "G";
        }
        if (value >= 1e6) {
            return digits(value / 1e6) + "M";
        }
        return value >= 10_000 ? digits(value / 1e3) + "k" : digits(value);
    }

    /** A power of ten on an axis: thousands as k from the first on. */
    static String axis(double value) {
        return value >= 1000 && value < 10_000 ? digits(value / 1000) + "k" : number(value);
    }

    private static String digits(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** The same for programs; times in seconds, nothing for what did not happen or was not simulated. */
    public static Table<TopologyResult> of(List<TopologyResult> all) {
        return new Table<>(COLUMNS, all);
    }

    private static Column<TopologyResult> measured(String key, ToDoubleFunction<TopologyResult> value) {
        return Column.data(key, one -> one.simulated() ? value.applyAsDouble(one) : null);
    }

    private static Column<TopologyResult> withoutWatcher(String key, ToLongFunction<TrialOutcome> nanos) {
        return Column.data(key, one -> one.withoutWatcher().isEmpty() ? null : one.secondsWithoutWatcher(nanos));
    }
}
