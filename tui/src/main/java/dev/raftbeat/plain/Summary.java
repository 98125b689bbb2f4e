package dev.raftbeat.plain;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.LateTimers;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.sentence.BusyMachine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to, as a table of lines.
 *
 * @param lamps what the invariants say
 * @param liveness what the properties say that something must come about in time
 * @param timers whether the machine was too busy for its times
 * @param verdict violated when an invariant is; unknown when nobody led; valid otherwise
 */
public record Summary(
        ClusterSnapshot picture,
        List<Failover> failovers,
        FlapMeter.Reading meter,
        List<Judge.Lamp> lamps,
        List<Judge.Lamp> liveness,
        LateTimers.Reading timers,
        Verdict verdict) {
    public Summary {
        failovers = List.copyOf(failovers);
        lamps = List.copyOf(lamps);
        liveness = List.copyOf(liveness);
    }

    /** An invariant that had nothing to judge makes no run unknown; one in which nobody ever led is. */
    static Verdict verdict(Judge judge, boolean led) {
        boolean violated = judge.lamps().stream().anyMatch(lamp -> lamp.verdict() == Verdict.VIOLATED);
        return violated ? Verdict.VIOLATED : led ? Verdict.VALID : Verdict.UNKNOWN;
    }

    void print(PrintWriter out) {
        out.println();
        out.println("== What it came to");
        BusyMachine.warning(timers).ifPresent(out::println);
        failovers(out);
        out.println(String.format(
                Locale.ROOT,
                "elections: %d, terms without a leader: %d, term now: %d, time without a leader: %s",
                meter.elections(),
                meter.termsBurnt(),
                picture.term(),
                Amounts.time(meter.leaderlessNanos())));
        out.println("failovers: " + meter.failovers().justified() + " justified, "
                + meter.failovers().falseAlarms() + " false alarms, "
                + meter.failovers().onPurpose() + " on purpose, "
                + meter.failovers().unknown() + " unknown");
        out.println();
        lamps(out, lamps);
        out.println("and what must come about in time, which is no part of the exit code:");
        lamps(out, liveness);
        out.flush();
    }

    private static void lamps(PrintWriter out, List<Judge.Lamp> lamps) {
        for (Judge.Lamp lamp : lamps) {
            out.println(String.format(Locale.ROOT, "%-4s %-9s %s", lamp.id(), word(lamp.verdict()), lamp.sentence()));
            lamp.violations().forEach(violation -> out.println("       " + violation.sentence()));
        }
    }

    private void failovers(PrintWriter out) {
        if (failovers.isEmpty()) {
            out.println("no leader was lost");
            return;
        }
        out.println(
                String.format("%-10s %-10s %10s %6s  %-18s %s", "FROM", "TO", "TOOK", "TERMS", "LOST BY", "JUDGEMENT"));
        for (Failover one : failovers) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-10s %-10s %9s  %6d  %-18s %s",
                    one.from() + " (" + one.fromTerm() + ")",
                    one.to() + " (" + one.toTerm() + ")",
                    Amounts.time(one.durationNanos()),
                    one.termsUsed(),
                    word(one.how()),
                    word(one.judgement())));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
