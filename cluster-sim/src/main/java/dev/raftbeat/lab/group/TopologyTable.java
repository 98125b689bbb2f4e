package dev.raftbeat.lab.group;

import dev.raftbeat.lab.group.TrialOutcome.Rest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What topologies cost and find out, as a table for people and as maps for JSON; formulas stand in brackets. */
public final class TopologyTable {
    private static final String FORM = "%-12s %7s %15s %8s %15s %8s %15s %15s %8s %8s %10s";

    private TopologyTable() {}

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

    /** The same as one object for each topology and size; times in seconds, null for what did not happen. */
    public static Map<String, Object> map(TopologyResult one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topology", one.kind().word());
        map.put("members", one.members());
        map.put("simulated", one.simulated());
        map.put("trials", one.trials().size());
        map.put("messagesPerSecondFormula", one.messagesFormula());
        map.put("busiestMessagesPerSecondFormula", one.busiestFormula());
        if (!one.simulated()) {
            return map;
        }
        map.put("messagesPerSecond", one.perSecond(Rest::sentPerMember));
        map.put("bytesPerSecond", one.perSecond(Rest::sentBytesPerMember));
        map.put("busiestMessagesPerSecond", one.perSecond(Rest::busiest));
        map.put("busiestBytesPerSecond", one.perSecond(Rest::busiestBytes));
        map.put("firstSuspectedSeconds", finite(one.seconds(TrialOutcome::firstDoubt)));
        map.put("firstDeclaredDeadSeconds", finite(one.seconds(TrialOutcome::firstDead)));
        map.put("everybodyKnowsSeconds", finite(one.seconds(TrialOutcome::allKnow)));
        map.put("everybodyTrustsSeconds", finite(one.seconds(TrialOutcome::allTrust)));
        map.put("wronglyDeclaredDead", one.mean(TrialOutcome::mistakes));
        map.put("wronglyDeclaredDeadByTheWell", one.mean(TrialOutcome::mistakesOfTheWell));
        map.put("membersWronglyDeclaredDead", one.mean(TrialOutcome::wronged));
        map.put("wronglySuspected", one.mean(TrialOutcome::doubts));
        map.put("memoryBytes", one.memoryBytes());
        if (!one.withoutWatcher().isEmpty()) {
            map.put("withoutWatcherMissedSeconds", finite(one.secondsWithoutWatcher(TrialOutcome::watcherMissed)));
            map.put("withoutWatcherFirstSuspectedSeconds", finite(one.secondsWithoutWatcher(TrialOutcome::firstDoubt)));
            map.put("withoutWatcherEverybodyKnowsSeconds", finite(one.secondsWithoutWatcher(TrialOutcome::allKnow)));
        }
        return map;
    }

    private static Object finite(double seconds) {
        return Double.isFinite(seconds) ? seconds : null;
    }
}
