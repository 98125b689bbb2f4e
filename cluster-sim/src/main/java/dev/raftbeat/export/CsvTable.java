package dev.raftbeat.export;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.failover.Reign;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a run has, a row each: times in seconds since its first fact, lengths of time in milliseconds. */
public enum CsvTable {
    elections,
    failovers,
    terms,
    tenures;

    /** The rows that have to do with this time. */
    public Table<?> of(Excerpt excerpt, Why why, TimeRange range) {
        long zero = why.zeroNanos();
        FlapMeter meter = excerpt.meter();
        return switch (this) {
            case elections -> elections(excerpt, why, range, zero);
            case failovers ->
                failovers(
                        meter.failovers().stream()
                                .filter(one -> range.overlaps(
                                        Math.min(one.lossNanos(), one.electedNanos()), one.followedNanos()))
                                .toList(),
                        zero);
            case terms ->
                terms(
                        meter.terms().stream()
                                .filter(one -> range.overlaps(
                                        one.beganNanos(),
                                        one.reign().map(Reign::toNanos).orElse(one.beganNanos())))
                                .toList(),
                        zero);
            case tenures ->
                tenures(
                        meter.reigns().stream()
                                .filter(one -> range.overlaps(one.fromNanos(), one.toNanos()))
                                .toList(),
                        zero);
        };
    }

    private static String seconds(long nanos, long zeroNanos) {
        return BigDecimal.valueOf(nanos - zeroNanos, 9)
                .setScale(6, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private record ElectionRow(ElectionSteps election, Explanation why) {
        <T> Optional<T> elected(Function<StampedFact, T> what) {
            return election.elected().map(what);
        }
    }

    private static Table<ElectionRow> elections(Excerpt excerpt, Why why, TimeRange range, long zero) {
        List<ElectionRow> rows = ElectionSteps.of(excerpt, why).stream()
                .filter(one -> range.overlaps(
                        one.first().tNanos(),
                        one.elected()
                                .map(StampedFact::tNanos)
                                .orElse(one.first().tNanos())))
                .map(one -> new ElectionRow(one, why.explain(one.first())))
                .toList();
        return new Table<>(
                List.of(
                        Column.data("election", row -> row.election().number()),
                        Column.data("term", row -> row.election().term()),
                        Column.data(
                                "beganSeconds",
                                row -> seconds(row.election().first().tNanos(), zero)),
                        Column.data(
                                "campaigns", row -> row.election().campaigns().size()),
                        Column.data(
                                "candidates",
                                row -> row.election().campaigns().stream()
                                        .map(one -> one.began().node().name())
                                        .toList()),
                        Column.data(
                                "elected",
                                row -> row.elected(fact -> fact.node().name())),
                        Column.data("electedSeconds", row -> row.elected(fact -> seconds(fact.tNanos(), zero))),
                        Column.data(
                                "tookMillis",
                                row -> row.elected(fact -> millis(
                                        fact.tNanos() - row.election().first().tNanos()))),
                        Column.data(
                                "votes",
                                row -> row.elected(fact -> ((BecameLeader) fact.fact())
                                        .votes().stream().map(NodeId::name).toList())),
                        Column.data("cause", row -> lower(row.why().origin().kind())),
                        Column.data("causeText", row -> row.why().origin().text()),
                        Column.data(
                                "causeFact",
                                row -> row.why()
                                        .origin()
                                        .fact()
                                        .map(fact -> fact.id().toString())),
                        Column.data("judgement", row -> row.why().failover().map(change -> lower(change.judgement())))),
                rows);
    }

    private static Table<Failover> failovers(List<Failover> rows, long zero) {
        return new Table<>(
                List.of(
                        Column.data("from", row -> row.from().name()),
                        Column.data("fromTerm", Failover::fromTerm),
                        Column.data("to", row -> row.to().name()),
                        Column.data("toTerm", Failover::toTerm),
                        Column.data("lostSeconds", row -> seconds(row.lossNanos(), zero)),
                        Column.data("electedSeconds", row -> seconds(row.electedNanos(), zero)),
                        Column.data("followedSeconds", row -> seconds(row.followedNanos(), zero)),
                        Column.data("leaderlessMillis", row -> millis(row.durationNanos())),
                        Column.data("termsUsed", Failover::termsUsed),
                        Column.data("how", row -> lower(row.how())),
                        Column.data("judgement", row -> lower(row.judgement()))),
                rows);
    }

    private static Table<FlapMeter.Term> terms(List<FlapMeter.Term> rows, long zero) {
        return new Table<>(
                List.of(
                        Column.data("term", FlapMeter.Term::term),
                        Column.data("beganSeconds", row -> seconds(row.beganNanos(), zero)),
                        Column.data("firstCandidate", row -> row.first().name()),
                        Column.data(
                                "leader",
                                row -> row.reign().map(one -> one.leader().name())),
                        Column.data("ledFromSeconds", row -> row.reign().map(one -> seconds(one.fromNanos(), zero))),
                        Column.data("ledToSeconds", row -> row.reign().flatMap(one -> end(one, zero))),
                        Column.data("burnt", FlapMeter.Term::burnt)),
                rows);
    }

    private static Table<Reign> tenures(List<Reign> rows, long zero) {
        return new Table<>(
                List.of(
                        Column.data("leader", row -> row.leader().name()),
                        Column.data("term", Reign::term),
                        Column.data("fromSeconds", row -> seconds(row.fromNanos(), zero)),
                        Column.data("toSeconds", row -> end(row, zero)),
                        Column.data(
                                "lastedMillis",
                                row -> end(row, zero).map(ended -> millis(row.toNanos() - row.fromNanos())))),
                rows);
    }

    /** Empty while it lasts. */
    private static Optional<String> end(Reign reign, long zero) {
        return reign.toNanos() == Long.MAX_VALUE ? Optional.empty() : Optional.of(seconds(reign.toNanos(), zero));
    }
}
