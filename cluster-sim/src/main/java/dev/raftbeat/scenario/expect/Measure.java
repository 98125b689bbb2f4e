package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.history.Elections;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.text.Amounts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A number that an expectation can compare: what was counted or measured since the expectations before. */
public enum Measure {
    ELECTIONS("elections", Unit.COUNT, "terms in which a node became candidate", c -> {
        Elections elections = new Elections();
        c.page().forEach(elections::hear);
        return elections.count();
    }),
    LEADER_CHANGES(
            "leader-changes",
            Unit.COUNT,
            "times that a quorum followed another leader, or the same in a later term; the first is no change",
            c -> c.reigns().size() - (c.firstReignIsNoChange() ? 1 : 0)),
    LEADERS_PER_TERM(
            "leaders-per-term",
            Unit.COUNT,
            "the most nodes that became leader of one and the same term, in the whole run",
            RunObservations::leadersPerTerm),
    TERM_GROWTH("term-growth", Unit.COUNT, "by how much the highest term rose", RunObservations::termGrowth),
    CLAIMANTS(
            "claimants",
            Unit.COUNT,
            "the most nodes that claimed to lead at the same time",
            RunObservations::claimantsMax),
    FAILOVERS(
            "failovers",
            Unit.COUNT,
            "changes of leader, whatever the reason",
            c -> c.failovers().size()),
    JUSTIFIED(
            "justified-failovers",
            Unit.COUNT,
            "changes of leader whose old one was dead, frozen or cut off",
            c -> judged(c, Failover.Judgement.JUSTIFIED)),
    FALSE_ALARMS(
            "false-alarms",
            Unit.COUNT,
            "changes of leader whose old one could have gone on",
            c -> judged(c, Failover.Judgement.FALSE_ALARM)),
    AVAILABILITY(
            "availability",
            Unit.PERCENT,
            "share of the time with a leader whose heartbeats a quorum acknowledged",
            Measure::availability),
    GAP(
            "gap",
            Unit.TIME,
            "the longest time without a leader whose heartbeats a quorum acknowledged",
            c -> c.gaps().stream().mapToLong(LeaderService.Gap::nanos).max().orElse(0) / 1e9),
    WRITES_LANDED("writes-landed", Unit.COUNT, "writes that took effect in the store", c -> landed(c, false)),
    STALE_WRITES(
            "stale-writes",
            Unit.COUNT,
            "writes that took effect after one of a higher term had, as the store tells",
            c -> landed(c, true)),
    WRITES_REFUSED(
            "writes-refused",
            Unit.COUNT,
            "writes that the store refused by their tokens",
            c -> c.page().stream()
                    .filter(fact -> fact.fact() instanceof WriteRefused)
                    .count());

    /** What its numbers are. */
    public enum Unit {
        COUNT,
        /** In seconds. */
        TIME,
        PERCENT;

        /** A number of it for people. */
        public String text(double value) {
            return switch (this) {
                case COUNT -> String.valueOf((long) value);
                case TIME -> Amounts.time(Math.round(value * 1e9));
                case PERCENT -> String.format(Locale.ROOT, "%.1f%%", value);
            };
        }
    }

    private final String word;
    private final Unit unit;
    private final String meaning;
    private final ToDoubleFunction<RunObservations> value;

    Measure(String word, Unit unit, String meaning, ToDoubleFunction<RunObservations> value) {
        this.word = word;
        this.unit = unit;
        this.meaning = meaning;
        this.value = value;
    }

    public String word() {
        return word;
    }

    public Unit unit() {
        return unit;
    }

    /** What it counts, in words. */
    public String meaning() {
        return meaning;
    }

    double of(RunObservations chronicle) {
        return value.applyAsDouble(chronicle);
    }

    /** Whether it is made of routine facts, which a slow reader loses. */
    boolean ofRoutineFacts() {
        return this == AVAILABILITY || this == GAP || this == WRITES_LANDED || this == STALE_WRITES;
    }

    public static Optional<Measure> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Measure::word).toList();
    }

    private static long landed(RunObservations chronicle, boolean staleOnly) {
        return chronicle.page().stream()
                .filter(fact ->
                        fact.fact() instanceof WriteLanded landed && (!staleOnly || landed.term() < landed.highest()))
                .count();
    }

    private static long judged(RunObservations chronicle, Failover.Judgement judgement) {
        return chronicle.failovers().stream()
                .filter(failover -> failover.judgement() == judgement)
                .count();
    }

    private static double availability(RunObservations chronicle) {
        double all = chronicle.nowNanos() - chronicle.pageNanos();
        double lost =
                chronicle.gaps().stream().mapToLong(LeaderService.Gap::nanos).sum();
        return all <= 0 ? 0 : 100 * (1 - lost / all);
    }
}
